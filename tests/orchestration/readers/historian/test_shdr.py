"""SHDR logs: the protocol's kinds of lines, and the seconds by state of real logs."""

import io
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian import shdr
from orchestration.readers.historian.shdr import READER, Options
from orchestration.readers.historian.shdr_pairs import RECORDS
from tests.orchestration.readers.examples import Example

EXAMPLE = Example("2026-01-31T06:00:00Z|execution|Öffnen\n", bad=("UNAVAILABLE", "UNAVAILABLE"))

BERLIN = ReadContext("mill", ZoneInfo("Europe/Berlin"))


def read(text: str, **options: object) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate(options), BERLIN)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def values(text: str, **options: object) -> list[tuple[str, float | str | None, int]]:
    rows = read(text, **options).rows
    return [(row["tag"], row["value_num"] or row["value_text"], row["quality"]) for row in rows.iter_rows(named=True)]


def test_a_line_of_three_fields_is_one_sample() -> None:
    rows = read("2026-01-31T06:00:00.1239999Z|execution|ACTIVE\n", device="Mazak01").rows
    assert rows.row(0) == (
        "Mazak01.execution", datetime(2026, 1, 31, 6, 0, 0, 123999, UTC), None, "ACTIVE", 2, None, 1,
    )  # fmt: skip


@pytest.mark.parametrize("fraction", ["", ".5", ".500", ".500000", ".5000000", ".500000000"])
def test_a_fraction_may_have_any_number_of_digits(fraction: str) -> None:
    rows = read(f"2026-01-31T06:00:00{fraction}Z|x|1\n").rows
    expected = datetime(2026, 1, 31, 6, 0, 0, 500_000 if fraction else 0, UTC)
    assert rows["ts_utc"].to_list() == [expected]


def test_a_time_without_zone_is_utc_whatever_the_sources_zone() -> None:
    assert read("2026-01-31T06:00:00|x|1\n").rows["ts_utc"].to_list() == [datetime(2026, 1, 31, 6, tzinfo=UTC)]


def test_one_line_may_hold_several_pairs() -> None:
    assert values("2026-01-31T06:00:00Z|a|1|b|RED|c|3\n") == [("a", 1.0, 2), ("b", "RED", 2), ("c", 3.0, 2)]


def test_a_conditions_level_is_its_value() -> None:
    line = "2026-01-31T06:00:00Z|servo_cond|Fault|507|1|HIGH|axis lost\n"
    assert values(line) == [("servo_cond", "Fault", 2)]


def test_unavailable_is_bad_in_every_spelling() -> None:
    text = "2026-01-31T06:00:00Z|a|UNAVAILABLE\n2026-01-31T06:00:00Z|b|Unavailable||||\n"
    assert values(text) == [("a", "UNAVAILABLE", 0), ("b", "UNAVAILABLE", 0)]


def test_three_unavailable_pairs_on_a_line_are_no_condition() -> None:
    line = "2026-01-31T06:00:00Z|a|UNAVAILABLE|b|UNAVAILABLE|c|UNAVAILABLE\n"
    assert [tag for tag, _, _ in values(line)] == ["a", "b", "c"]


def test_messages_escapes_and_device_names_follow_the_protocol() -> None:
    text = '2026-01-31T06:00:00Z|msg|E1|door open\n2026-01-31T06:00:00Z|L2:note|"a \\| b"\n'
    assert values(text, device="L1", tag_prefix="n/") == [("n/L1.msg", "door open", 2), ("n/L2.note", "a | b", 2)]


def test_commands_assets_and_blank_lines_are_no_records() -> None:
    text = (
        "* PING\n\n2026-01-31T06:00:00Z|@ASSET@|T1|CuttingTool|--multiline--OW1\n<Tool>\n|x|\n--multiline--OW1\n"
        "2026-01-31T06:00:00Z|a|1\n"
    )
    assert (read(text).rows_read, read(text).rows["row_no"].to_list()) == (1, [7])


def test_what_cannot_be_divided_or_dated_is_rejected_with_its_line() -> None:
    text = "2026-01-31T06:00:00Z|a|1\nnonsense\n2026-99-31T06:00:00Z|a|1|b|2\n2026-01-31T06:00:00Z|a|1|b|2|c\n2026-01"
    batch = read(text)
    assert batch.rejected["row_no"].to_list() == [2, 3, 3, 4, 5]
    assert batch.rejected["raw"][0] == "nonsense"
    assert "no timestamp" in batch.rejected["reason"][1]
    assert "an item has no value" in batch.rejected["reason"][3]


def test_a_file_of_which_nothing_can_be_read_is_refused() -> None:
    with pytest.raises(FileRejected, match="None of the first 2 rows"):
        read("tag,time,value\na,b,c\n")


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("log", "seconds"),
    [
        ("Mazak01-20170118-20170119.txt",
         {"ACTIVE": 10164.350, "STOPPED": 15475.720, "READY": 11541.346, "INTERRUPTED": 1362.487,
          "FEED_HOLD": 25.216, "UNAVAILABLE": 47850.615}),
        ("Mazak03-20190702-20190703.txt",
         {"ACTIVE": 2276.184, "STOPPED": 4709.902, "READY": 1779.599, "PROGRAM_STOPPED": 497.876,
          "INTERRUPTED": 7.560, "FEED_HOLD": 40.298, "UNAVAILABLE": 85873.585}),
    ],
)  # fmt: skip
def test_seconds_by_state_of_a_real_log(real_data: Path, log: str, seconds: dict[str, float]) -> None:
    with (real_data / "nist_machine_tools" / log).open("rb") as stream:
        batches = list(READER.read(stream, Options(), BERLIN))
    assert sum(batch.rejected.height for batch in batches) == 0
    found = (
        pl.concat(batch.rows for batch in batches)
        .filter(pl.col("tag") == "execution")
        .sort("ts_utc")
        .with_columns(((pl.col("ts_utc").shift(-1) - pl.col("ts_utc")).dt.total_microseconds() / 1e6).alias("s"))
        .group_by("value_text")
        .agg(pl.col("s").sum().round(3))
    )
    assert dict(found.iter_rows()) == pytest.approx(seconds, abs=0.0011)


def test_a_last_line_without_its_newline_was_cut_and_is_rejected() -> None:
    whole = "2026-01-31T06:00:00Z|a|1\n2026-01-31T06:00:01Z|b|"
    for rest in ("", "12", "12|c|3"):
        batch = read(whole + rest)
        assert batch.rows["tag"].to_list() == ["a"]
        assert batch.rejected.select("row_no", "raw", "reason").row(0) == (
            2, f"2026-01-31T06:00:01Z|b|{rest}", "the file ends within this line",
        )  # fmt: skip
    assert read(whole + "12|c|3\n").rows["value_num"].to_list() == [1.0, 12.0, 3.0]


PARTS = [
    "a",
    "b",
    " ",
    "",
    "1.5",
    "RED",
    "Fault",
    "unavailable",
    "L2:x",
    "507",
    "*",
    "\\|",
    "@ASSET@",
    "--multiline--E",
]
LINES = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=9).map(lambda parts: "|".join(["2026-01-31T06:00:00Z", *parts])),
    st.sampled_from(["", "* PING", "nonsense", "2026-99-31T06:00:00Z|a|1|b|2", "--multiline--E", "\ufeff|a|1"]),
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=8))
def test_usual_lines_are_read_as_each_line_is_by_itself(lines: list[str]) -> None:
    text = "\n".join(["2026-01-31T06:00:00Z|first|1", *lines, ""])
    together = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shdr, "usual_pairs", lambda lines: (pl.DataFrame(schema=RECORDS), lines))
        apart = read(text)
    assert together.rows.rows() == apart.rows.rows()
    assert together.rejected.rows() == apart.rejected.rows()
