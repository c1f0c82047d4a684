"""InfluxDB line protocol: escapes, kinds of fields, several fields a line, times of any precision or none."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian.influx_lines import READER, Options
from orchestration.readers.recognition import Likeness, Sample
from tests.orchestration.readers.examples import LEFT_OUT, Example

EXAMPLE = Example("Öl,unit=a v=1 1769839200000000000\n", bad=(LEFT_OUT, LEFT_OUT))

CONTEXT = ReadContext("influx", ZoneInfo("Europe/Berlin"))
T = "1769839200123456789"
"""2026-01-31 06:00:00.123456789 UTC in nanoseconds."""


def read(text: str, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def values(text: str, **options: Any) -> list[tuple[Any, ...]]:
    batch = read(text, **options)
    assert batch.rejected.height == 0
    return batch.rows.select("tag", "value_num", "value_text", "quality").rows()


def test_every_field_of_a_line_is_a_sample_of_its_series_at_its_time() -> None:
    batch = read(f"press,unit=p1,line=l2 speed=1.5,count=7i {T}\npress,line=l2,unit=p1 speed=2 {T}\n")
    assert batch.rows.select("tag", "value_num", "row_no").rows() == [
        ("press/line=l2/unit=p1/speed", 1.5, 1), ("press/line=l2/unit=p1/count", 7.0, 1),
        ("press/line=l2/unit=p1/speed", 2.0, 2),
    ]  # fmt: skip
    assert batch.rows["ts_utc"][0] == datetime(2026, 1, 31, 6, 0, 0, 123456, tzinfo=UTC)


def test_tags_can_be_named_by_keys_and_a_series_without_the_key_is_rejected() -> None:
    batch = read(f"press,unit=p1 speed=1 {T}\npress speed=2 {T}\n", tag_name="{unit}.{_field}")
    assert batch.rows["tag"].to_list() == ["p1.speed"]
    assert batch.rejected["reason"].to_list() == ["the series has not all keys of {unit}.{_field}"]


@pytest.mark.parametrize(
    ("field", "number", "text"),
    [
        ("1", 1.0, None), ("-1.25", -1.25, None), ("1.5e3", 1500.0, None), (".5", 0.5, None), ("5.", 5.0, None),
        ("-7i", -7.0, None), ("7u", 7.0, None), ("t", 1.0, None), ("FALSE", 0.0, None), ("True", 1.0, None),
        ('"RUN"', None, "RUN"), ('"007"', None, "007"), ('""', None, ""), ('"a, b=c d"', None, "a, b=c d"),
        (r'"say \"go\""', None, 'say "go"'), (r'"C:\\x"', None, r"C:\x"), (r'"C:\x"', None, r"C:\x"),
        ('"two\nlines # and x=1"', None, "two\nlines # and x=1"), ('"ü€"', None, "ü€"),
    ],
)  # fmt: skip
def test_kinds_of_fields(field: str, number: float | None, text: str | None) -> None:
    assert values(f"m v={field} {T}\nm w={field} {T}\n") == [
        ("m/v", number, text, 2),
        ("m/w", number, text, 2),
    ]


def test_escapes_in_names() -> None:
    text = rf'my\ press\,1,unit\ no=p\=1\,2 max\ speed=1,"q"=2 {T}' + "\n"
    assert [row[0] for row in values(text)] == ["my press,1/unit no=p=1,2/max speed", 'my press,1/unit no=p=1,2/"q"']


@pytest.mark.parametrize(
    ("precision", "time"), [("ns", T), ("us", "1769839200123456"), ("ms", "1769839200123"), ("s", "1769839200")]
)
def test_precisions(precision: str, time: str) -> None:
    found = read(f"m v=1 {time}\n", precision=precision).rows["ts_utc"][0]
    assert found.isoformat()[:19] == "2026-01-31T06:00:00"
    assert found.microsecond == {"ns": 123456, "us": 123456, "ms": 123000, "s": 0}[precision]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("m v=1", "has no time"),
        ("m v=1 1769839200", "is in 1970: set the option precision"),
        ("m v=1 99999999999999999999", "in no year from 1 to 9999"),
        (f"m v=9007199254740993i {T}", "too large to be kept exactly"),
        (f"m v=99999999999999999999i {T}", "too large to be kept exactly"),
        (f"m v=NaN {T}", "is none of the line protocol"),
        (f"m v=1e999 {T}", "is none of the line protocol"),
        (f"m v=run {T}", "is none of the line protocol"),
        (f'm v="open {T}', "is not `series field=value"),
        (f"m {T}", "is not `series field=value"),
        (f"m,a v=1 {T}", "is not `series field=value"),
        (f"m v= {T}", "is not `series field=value"),
        (f"m v=1, {T}", "is not `series field=value"),
        (f",a=b v=1 {T}", "is not `series field=value"),
        (f"m v=1 {T} 5", "is not `series field=value"),
        (f"m v=1 {T}x", "is not `series field=value"),
    ],
)
@pytest.mark.parametrize("others", ["a v=1 {}\n", 'a v="x" {}\n'])
def test_a_bad_line_is_rejected_with_its_number_and_the_others_load(line: str, reason: str, others: str) -> None:
    other = others.format(T)
    batch = read(f"# comment\n\n{other}{line}\n{other}")
    assert batch.rows["row_no"].to_list() == [3, 5]
    assert batch.rejected.select("row_no", "raw").rows() == [(4, line)]
    assert reason in batch.rejected["reason"][0]


def test_spaces_between_the_parts_and_windows_line_ends() -> None:
    assert values(f"m  v=1   {T}\r\nm v=2 {T} \r\n") == [("m/v", 1.0, None, 2), ("m/v", 2.0, None, 2)]


@pytest.mark.parametrize(("cut", "rejected"), [(0, 0), (1, 1), (12, 1), (22, 1)])
def test_a_last_line_that_is_cut_is_rejected(cut: int, rejected: int) -> None:
    text = f"m v=1 {T}\nm v=22 {T}"
    batch = read(text[: len(text) - cut])
    assert (batch.rows.height, batch.rejected.height) == (2 - rejected, rejected)


def test_blocks_with_and_without_escapes_give_all_rows_in_order() -> None:
    lines = [f"m,u=u{n % 9} v={n} {1769839200000000000 + n}" for n in range(150_000)]
    lines[120_000] = f'm s="a\nb" {T}'
    batches = list(READER.read(io.BytesIO("\n".join([*lines, ""]).encode()), Options(), CONTEXT))
    rows = pl.concat(batch.rows for batch in batches)
    assert len(batches) > 1
    assert sum(batch.rows_read for batch in batches) == rows.height == 150_000
    assert rows["row_no"].to_list() == [n + 1 + (n > 120_000) for n in range(150_000)]
    assert rows["value_num"].sum() == 149_999 * 75_000 - 120_000


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(FileRejected, match="None of the first 2 rows can be read"):
        read("tag,time,value\na,2026-01-31T06:00:00Z,1\n")


def test_it_is_recognised_with_its_precision() -> None:
    found = READER.recognise(Sample(b"# c\nm,u=1 v=1 1769839200123\nm,u=1 v=1 1769839200124\n"))
    assert found is not None
    assert (found.likeness, found.options) == (Likeness.CERTAIN, {"precision": "ms"})
    assert READER.recognise(Sample(b"tag,time,value\n")) is None


def test_a_line_before_one_that_is_cut_to_nothing_is_whole() -> None:
    # Nanoseconds before September 2001 have fewer digits than those of today, as a cut time has.
    batch = read("m a=1 31622400000000000\nm")
    assert batch.rows["value_num"].to_list() == [1.0]
    assert batch.rejected["row_no"].to_list() == [2]
