"""Parquet files of other tools: long and wide, whatever types they chose."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.parquet import READER, Options
from orchestration.readers.recognition import SAMPLE_BYTES, Likeness, Recognition, Sample
from tests.fuzz.invariants import outcome_of
from tests.orchestration.readers.examples import Example

Read = Callable[..., Batch]
SIX = datetime(2026, 1, 31, 6, tzinfo=UTC)
UTC_US = pa.timestamp("us", "UTC")


def written(columns: dict[str, Any], **how: Any) -> bytes:
    pq.write_table(pa.table(columns), made := io.BytesIO(), **how)
    return made.getvalue()


EXAMPLE = Example(written({"tag": ["Öl"], "time": ["2026-01-31T06:00:00Z"], "value": ["1"]}))


def times(count: int, kind: pa.DataType = UTC_US) -> pa.Array:
    return pa.array([SIX + timedelta(seconds=second) for second in range(count)], UTC_US).cast(kind)


def values_of(batch: Batch) -> list[tuple[Any, ...]]:
    return batch.rows.select("tag", "value_num", "value_text", "quality").rows()


def test_a_long_table_is_found_by_its_usual_names(read_with: Read) -> None:
    data = written(
        {"Value": [1.5, None, float("nan")], "TagName": ["a", "b", "a"], "TimeStamp": times(3), "Quality": [192, 0, 64]}
    )
    rows = read_with(READER, data, tag_prefix="north.").rows
    assert rows.rows() == [
        ("north.a", SIX, 1.5, None, 2, "192", 1),
        ("north.b", SIX + timedelta(seconds=1), None, None, 0, "0", 2),
        ("north.a", SIX + timedelta(seconds=2), None, "NaN", 0, "64", 3),
    ]


def test_columns_can_be_named(read_with: Read) -> None:
    data = written({"n": [1, 2], "signal": ["a", "a"], "at": times(2), "reading": [1, 2], "ok": [True, False]})
    rows = read_with(READER, data, tag_column="signal", time_column=3, value_column="READING", quality_column="ok").rows
    assert rows.select("tag", "value_num", "quality", "quality_raw").rows() == [
        ("a", 1.0, 2, "true"),
        ("a", 2.0, 0, "false"),
    ]


def test_a_value_column_of_texts_holds_numbers_and_texts(read_with: Read) -> None:
    data = written({"tag": ["a"] * 4, "time": times(4), "value": ["1.5", "RUN", "I/O Timeout", ""]})
    assert values_of(read_with(READER, data)) == [
        ("a", 1.5, None, 2),
        ("a", None, "RUN", 2),
        ("a", None, "I/O Timeout", 0),
        ("a", None, None, 0),
    ]


def test_beside_a_column_of_numbers_a_text_stays_a_text(read_with: Read) -> None:
    data = written({"tag": ["a", "b"], "time": times(2), "value": [1.5, None], "vValue": ["1.5", "007"]})
    assert values_of(read_with(READER, data)) == [("a", 1.5, None, 2), ("b", None, "007", 2)]


def test_a_wide_table_has_a_sample_for_each_cell_that_is_filled(read_with: Read) -> None:
    data = written(
        {
            "ts": times(2),
            "count": pa.array([1, None], pa.int32()),
            "is_on": [True, False],
            "batch": pa.array(["007", "007"]).dictionary_encode(),
            "weight": [Decimal("1.25"), Decimal("1.50")],
            "nothing": pa.nulls(2),
            "small": pa.array([0.5, float("inf")], pa.float16()),
        }
    )
    batch = read_with(READER, data)
    assert values_of(batch) == [
        ("count", 1.0, None, 2),
        ("is_on", 1.0, None, 2),
        ("batch", None, "007", 2),
        ("weight", 1.25, None, 2),
        ("small", 0.5, None, 2),
        ("is_on", 0.0, None, 2),
        ("batch", None, "007", 2),
        ("weight", 1.5, None, 2),
        ("small", None, "inf", 0),
    ]
    assert batch.rows["row_no"].to_list() == [1] * 5 + [2] * 4


def test_columns_that_are_no_tags_are_left_out(read_with: Read) -> None:
    data = written({"row": [1], "time": times(1), "a": [2.0], "loaded_at": times(1)})
    assert values_of(read_with(READER, data, ignore_columns=["row", "loaded_at"])) == [("a", 2.0, None, 2)]
    with pytest.raises(FileRejected, match="Both 'time' and 'loaded_at' hold times"):
        read_with(READER, data)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_a_timestamp_of_any_unit_without_a_zone_is_in_the_sources_zone(unit: str, read_with: Read) -> None:
    data = written({"tag": ["a"], "time": times(1, pa.timestamp(unit)), "value": [1.0]})
    assert read_with(READER, data).rows["ts_utc"].to_list() == [SIX - timedelta(hours=1)]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "+05:30"])
def test_a_timestamp_with_a_zone_is_an_instant(zone: str, read_with: Read) -> None:
    data = written({"tag": ["a"], "time": times(1, pa.timestamp("ms", zone)), "value": [1.0]})
    assert read_with(READER, data).rows["ts_utc"].to_list() == [SIX]


def test_nanoseconds_are_cut_off(read_with: Read) -> None:
    nanos = pa.array([1_769_839_200_000_001_999], pa.int64()).cast(pa.timestamp("ns", "UTC"))
    data = written({"tag": ["a"], "time": nanos, "value": [1.0]})
    assert read_with(READER, data).rows["ts_utc"].to_list() == [SIX + timedelta(microseconds=1)]


@pytest.mark.parametrize(
    ("time", "time_format"),
    [
        (pa.array(["2026-01-31T06:00:00Z"]), "iso8601"),
        (pa.array(["31.01.2026 07:00"]).dictionary_encode(), "%d.%m.%Y %H:%M"),
        (pa.array([1_769_839_200_000], pa.int64()), "epoch_ms"),
        (pa.array([1_769_839_200.0]), "epoch_s"),
    ],
)
def test_times_as_texts_or_numbers_are_read_by_their_format(time: pa.Array, time_format: str, read_with: Read) -> None:
    rows = read_with(READER, written({"tag": ["a"], "time": time, "value": [1.0]}), time_format=time_format).rows
    assert rows["ts_utc"].to_list() == [SIX]


def test_a_date_is_its_midnight(read_with: Read) -> None:
    data = written({"tag": ["a"], "time": pa.array([date(2026, 1, 31)]), "value": [1.0]})
    assert read_with(READER, data).rows["ts_utc"].to_list() == [datetime(2026, 1, 30, 23, tzinfo=UTC)]


@pytest.mark.parametrize(("order", "cells"), [(1, 400_000), (-1, 400_000), (1, 4)])
def test_the_order_of_rows_tells_the_passes_of_a_repeated_hour_apart(
    order: int, cells: int, read_with: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.readers.parquet_file._PIECE_CELLS", cells)
    local = [datetime(2026, 10, 25, 2, minute) for minute in (0, 30, 0, 30)]  # noqa: DTZ001 - local times
    rows = read_with(READER, written({"time": local[::order], "a": [1.0, 2.0, 3.0, 4.0][::order]})).rows.sort("ts_utc")
    assert rows["value_num"].to_list() == [1.0, 2.0, 3.0, 4.0]
    assert rows["ts_utc"][3] == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_rows_that_are_no_samples_are_rejected_with_their_text(read_with: Read) -> None:
    far = pa.array([1, 2, 2**62, None, 4, 5], pa.int64()).cast(pa.timestamp("ms"))
    data = written({"tag": ["a", "", "a", "a", None, "a"], "time": far, "value": [2**53, 1, 2, 3, 4, 5]})
    batch = read_with(READER, data)
    assert batch.rows["row_no"].to_list() == [6]
    assert batch.rejected.select("row_no", "reason").rows() == [
        (1, "the whole number 9007199254740992 is too large to be kept exactly"),
        (2, "the tag's name is empty"),
        (3, f"the time '{2**62}' cannot be read as a time of the years 1 to 9999 (in ms since 1970)"),
        (4, "the time '' cannot be read as a time of the years 1 to 9999 (in ms since 1970)"),
        (5, "the tag's name is empty"),
    ]
    assert batch.rejected["raw"][0] == "tag=a,time=1970-01-01 00:00:00.001,value=9007199254740992"


def test_in_a_wide_table_a_faulty_cell_costs_that_cell_and_a_faulty_time_the_row(read_with: Read) -> None:
    local = pa.array([datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 3, 30)])  # noqa: DTZ001 - local times
    batch = read_with(READER, written({"time": local, "a": [1, 2**60], "b": ["x", "y"]}))
    assert values_of(batch) == [("b", None, "y", 2)]
    assert batch.rejected.select("row_no", "reason").rows() == [
        (1, f"the local time '{local.cast(pa.int64())[0]}' does not exist in Europe/Berlin: clocks skipped it"),
        (2, f"a: the whole number {2**60} is too large to be kept exactly"),
    ]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"tag": ["a"], "time": times(1), "value": [[1.0]]}, "'value' is of the type list<element: double>, which"),
        ({"time": times(1), "a": [{"b": 1}]}, "'a' is of the type struct<b: int64>, which no sample has"),
        ({"time": times(1), "a": [b"1"]}, "'a' is of the type binary, which no sample has"),
        ({"a": [1.0], "b": [2.0]}, "None of the columns 'a, b' has a usual name for the time, and 0 of them hold"),
        ({"time": times(1)}, "none is left for a tag beside the time"),
        ({"tag": ["a"], "time": times(1), "value": times(1)}, "The value column 'value' holds times, not values"),
        ({"time": pa.array([], UTC_US), "a": pa.array([], pa.float64())}, "holds no row of data"),
        ({"time": [1_769_839_200_000], "a": [1.0]}, "'1769839200000' cannot be read as iso8601"),
    ],
)
def test_what_is_no_table_of_samples_is_refused(columns: dict[str, Any], sentence: str, read_with: Read) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read_with(READER, written(columns))


def test_columns_that_do_not_fit_the_options_are_refused(read_with: Read) -> None:
    data = written({"time": times(1), "a": [1.0]})
    for options, sentence in (
        ({"layout": "long"}, "has a usual name for the tag; set the source's option tag_column"),
        ({"time_column": "t"}, "The column 't' of the option time_column is not among the columns 'time, a'"),
        ({"time_column": 3}, "There is no column 3 for the option time_column: there are 2"),
    ):
        with pytest.raises(FileRejected, match=sentence):
            read_with(READER, data, **options)


def test_a_nested_column_that_is_not_needed_does_no_harm(read_with: Read) -> None:
    data = written({"tag": ["a"], "time": times(1), "value": [1.0], "labels": [[1, 2]]})
    assert values_of(read_with(READER, data)) == [("a", 1.0, None, 2)]


def test_damaged_files_are_refused(read_with: Read) -> None:
    data = written({"tag": ["a"] * 1000, "time": times(1000), "value": list(range(1000))}, compression="zstd")
    # Cut short, without its footer, with a damaged page, of nothing but its marks.
    for bad in (data[:-20], data[:500], data[:4] + bytes(90) + data[94:], b"PAR1" + bytes(100) + b"PAR1"):
        with pytest.raises(FileRejected, match=r"no whole Parquet file .*export it again"):
            read_with(READER, bad)
    with pytest.raises(FileRejected, match="encrypted; export it without encryption"):
        read_with(READER, b"PARE" + data[4:-4] + b"PARE")


def test_texts_and_names_that_are_no_utf_8_are_refused(read_with: Read, tmp_path: Path) -> None:
    for columns in ({"tag": ["abcdef"], "time": times(1), "value": [1.0]}, {"time": times(1), "abcdef": [1.0]}):
        data = written(columns, compression="none").replace(b"abcdef", b"abc\xff\xfeg")
        with pytest.raises(FileRejected, match=r"no whole Parquet file .*(UTF|utf)"):
            read_with(READER, data)
    (tmp_path / "export").write_bytes(data)
    assert READER.recognise(Sample(data, path=tmp_path / "export")) is None


def test_names_of_columns_that_are_no_utf_8_are_refused(read_with: Read, tmp_path: Path) -> None:
    data = written({"tag": ["a"], "time": times(1), "value": [1.0]}, compression="none").replace(b"value", b"val\xffe")
    with pytest.raises(FileRejected, match=r"no whole Parquet file .*utf-8"):
        read_with(READER, data)
    (tmp_path / "export").write_bytes(data)
    assert READER.recognise(Sample(data, path=tmp_path / "export")) is None


def test_more_rows_than_a_genuine_file_has_are_refused_unread(read_with: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.readers.parquet_file._BOMB_CELLS", 2_000_000)
    same = pa.array(["a"]).dictionary_encode().take(pa.array([0] * 10**6))
    data = written({"tag": same, "time": pa.array([SIX] * 10**6, UTC_US), "value": pa.nulls(10**6)})
    with pytest.raises(FileRejected, match=r"announces 1000000 rows of 3 columns in .* as bombs do"):
        read_with(READER, data)


def test_a_few_long_texts_repeated_are_unpacked_bit_by_bit(read_with: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.readers.parquet_file._PIECE_TEXT", 2_000)
    tags = pa.array(["a" * 1000, "b"]).dictionary_encode().take(pa.array([0, 1] * 50))
    data = written({"tag": tags, "time": times(100), "value": [1.0] * 100})
    batch = read_with(READER, data)
    assert batch.rows["row_no"].to_list() == list(range(1, 101))
    with pytest.raises(FileRejected, match="'tag' has a text of 2000000 bytes, which no sample has"):
        read_with(READER, written({"tag": ["a" * 2_000_000], "time": times(1), "value": [1.0]}))


def recognised(folder: Path, columns: dict[str, Any]) -> Recognition | None:
    path = folder / "export.bin"
    path.write_bytes(written(columns))
    return READER.recognise(Sample(path.read_bytes()[:SAMPLE_BYTES], path=path))


def test_it_is_recognised_by_its_columns(tmp_path: Path) -> None:
    long = recognised(tmp_path, {"tag": ["a"], "time": times(1), "value": [1.0]})
    assert long is not None
    assert (long.likeness, long.because) == (
        Likeness.CERTAIN,
        ("it is a Parquet file with the columns 'tag', 'time', 'value'",),
    )
    wide = recognised(tmp_path, {"at": times(1), "a": [1.0], "b": ["x"]})
    assert wide is not None
    assert (wide.likeness, wide.because) == (
        Likeness.LIKELY,
        ("it is a Parquet file with times in 'at' and 1 columns of numbers",),
    )
    split = recognised(
        tmp_path, {"tag": ["a"], "time": times(1), "value_num": [1.0], "value_str": [""], "quality": [192]}
    )
    assert split is not None
    assert split.options == {"value_column": "value_num", "text_column": "value_str"}
    assert recognised(tmp_path, {"order": ["a"], "quantity": [1.0]}) is None
    assert READER.recognise(Sample(b"PAR1", path=None)) is None


COLUMNS = st.sampled_from(
    [
        pa.bool_(), pa.int8(), pa.uint64(), pa.int64(), pa.float32(), pa.float64(), pa.decimal128(30, 0),
        pa.decimal128(12, 3), pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string()),
        pa.timestamp("ms"), pa.timestamp("us", "UTC"), pa.timestamp("ns", "Asia/Tokyo"), pa.date32(), pa.null(),
        pa.list_(pa.int64()), pa.binary(),
    ]
)  # fmt: skip
NAMES = st.sampled_from(["tag", "time", "value", "vValue", "quality", "a", "b", ""])
TEXTS = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["1e400", "2026-01-31T06:00:00Z", "Bad", "7"]))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A Parquet file of any columns, whose values are what Arrow makes of random bytes."""
    rows = draw(st.integers(0, 12))
    columns = {}
    for name in draw(st.lists(NAMES, unique=True, min_size=1, max_size=6)):
        kind = draw(COLUMNS)
        width = 16 if pa.types.is_decimal(kind) else 8
        if (pa.types.is_primitive(kind) and not pa.types.is_boolean(kind)) or pa.types.is_decimal(kind):
            bits = draw(st.binary(min_size=rows * width, max_size=rows * width))
            columns[name] = pa.Array.from_buffers(kind, rows, [None, pa.py_buffer(bits)])
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
            texts = draw(st.lists(TEXTS, min_size=rows, max_size=rows))
            columns[name] = pa.array(texts, pa.string()).cast(kind)
        else:
            columns[name] = pa.nulls(rows, kind)
    return written(columns)


@settings(max_examples=300, deadline=None)
@given(
    data=tables(), layout=st.sampled_from([None, "long", "wide"]), time_format=st.sampled_from(["iso8601", "epoch_ms"])
)
def test_whatever_the_columns_are_each_row_is_loaded_or_rejected(data: bytes, layout: Any, time_format: str) -> None:
    outcome_of("historian.parquet", data, Options(layout=layout, time_format=time_format), "Europe/Berlin")
