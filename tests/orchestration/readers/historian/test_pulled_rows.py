"""Samples that pulls land: what the columns beside tag, time and value mean."""

import io

import pyarrow as pa
import pytest
from pyarrow import parquet

from orchestration.readers.historian.pulled_rows import READER, Options
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import EPOCH, Written, iso


def document(samples: list[Written]) -> bytes:
    """What a pull lands of these samples."""
    numbers = [None if isinstance(s.value, str) else repr(s.value) for s in samples]
    texts = [s.value if isinstance(s.value, str) else None for s in samples]
    columns = {"tag": [s.tag for s in samples], "time": [iso(s.time) for s in samples], "value": numbers, "text": texts}
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    parquet.write_table(table.replace_schema_metadata({"millrace_window": "w"}), made := io.BytesIO())
    return made.getvalue()


EXAMPLE = Example(document([Written("Öl", EPOCH, 1.0)]), document=document)

NOON = "2026-03-01T12:00:00Z"


@pytest.fixture
def pulled(read_with):
    """Reads a file of these columns of texts."""

    def read(**columns: list[str | None]):
        table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
        parquet.write_table(table, made := io.BytesIO())
        return read_with(READER, made.getvalue())

    return read


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("Good (0x00000000)", 2),
        ("Uncertain (0x40FF0000)", 1),
        ("BadNoData (0x809B0000)", 0),
        ("Good (0xC0000000)", 0),
        ("GoodOverload", 2),
        ("BadNoData", 0),
        ("192", 2),
        ("0", 0),
        ("strange", 1),
    ],
)
def test_the_quality_of_words_and_codes(text, quality):
    assert Options().quality_of(text) == quality


def test_a_row_that_says_that_it_is_no_sample_is_rejected_with_what_it_says(pulled):
    batch = pulled(
        tag=["a", "a"],
        time=[NOON, "2026-03-01T00:00:01Z"],
        value=["1", None],
        text=[None, "[1, 2]"],
        fault=[None, "an array of 2 values"],
    )
    assert batch.rows["value_num"].to_list() == [1.0]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (2, "tag=a,time=2026-03-01T00:00:01Z,text=[1, 2]", "no sample: an array of 2 values")
    ]


def test_rows_without_tag_or_time_are_rejected(pulled):
    batch = pulled(tag=["a", "", "a", "a"], time=["soon", NOON, None, NOON], value=["1", "2", "3", "4"])
    assert batch.rejected["reason"].to_list() == [
        "the time 'soon' cannot be read as iso8601",
        "the tag's name is empty",
        "the time '' cannot be read as iso8601",
    ]


def test_a_text_stays_one_where_the_value_is_null_and_a_large_number_is_not_rounded(pulled):
    batch = pulled(
        tag=["a"] * 3,
        time=[NOON] * 3,
        value=[None, "9007199254740993", "0.5"],
        text=["007", None, None],
    )
    assert batch.rows.select("value_num", "value_text").rows() == [
        (None, "007"),
        (None, "9007199254740993"),
        (0.5, None),
    ]
