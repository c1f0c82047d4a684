"""What must always hold: what is written is what is read, or it is rejected; rows read = loaded + rejected."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.contract import ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.historian.delimited_long import Options
from orchestration.readers.registry import READERS
from tests.fuzz.invariants import outcome_of
from tests.orchestration.readers.examples import example

CONTEXT = ReadContext("plant", ZoneInfo("Europe/Berlin"), b"key")
TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=' ,;"|\n'), max_size=12)
TIMES = st.integers(-(10**15), 4 * 10**15).map(
    lambda micros: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)
SAMPLE = st.tuples(
    TEXT.map(lambda text: "t" + text),
    TIMES,
    st.one_of(st.floats(allow_nan=False, allow_infinity=False), TEXT.map(lambda text: "x" + text + "x")),
    st.sampled_from(["Good", "Bad", "Uncertain", "192"]),
)
# Found now: a test module that hypothesis is in is not to be imported within a test of hypothesis.
EXAMPLES = {name: example(name) for name in sorted(READERS)}
LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet='a1,|"\n\r;. -:TZ', max_size=40),
        st.sampled_from(
            ["a,2026-01-31T06:00:00Z,1", "2026-01-31T06:00:00Z,1,2", "2026-01-31T06:00:00Z|a|1|b|2", "1,a"]
        ),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SAMPLE, min_size=1, max_size=20), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]),
       st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))  # fmt: skip
def test_samples_written_as_csv_are_read_as_they_were(
    samples: list[tuple[str, datetime, float | str, str]], separator: str, newline: str, quoting: Any
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerow(["tag", "time", "value", "quality"])
    for tag, time, value, quality in samples:
        writer.writerow([tag, time.isoformat(), value if isinstance(value, str) else repr(value), quality])
    reader = READERS["historian.delimited_long"]
    batches = list(reader.read(io.BytesIO(text.getvalue().encode()), Options(separator=separator), CONTEXT))
    assert sum(batch.rows_read for batch in batches) == len(samples)
    rows = pl.concat(batch.rows for batch in batches)
    found = [
        (
            row["tag"],
            row["ts_utc"],
            row["value_num"] if row["value_text"] is None else row["value_text"],
            row["quality"],
        )
        for row in rows.iter_rows(named=True)
    ]
    words = {"Good": 2, "192": 2, "Uncertain": 1, "Bad": 0}
    assert found == [(tag, time, value, words[quality]) for tag, time, value, quality in samples]


@pytest.mark.parametrize("name", EXAMPLES)
@settings(max_examples=120, deadline=None)
@given(kept=st.one_of(st.just(1.0), st.floats(0, 1)), lines=LINES, ending=st.sampled_from(["", "\n"]))
def test_whatever_stands_in_a_file_each_row_is_loaded_or_rejected(
    name: str, kept: float, lines: list[str], ending: str
) -> None:
    """Behind a good file, and of XML and JSON within what is open in it."""
    good = EXAMPLES[name]
    begun = good.data[: round(kept * len(good.data))]
    options = READERS[name].options_type.model_validate(good.options)
    outcome_of(name, begun + ("\n".join(lines) + ending).encode(errors="replace"), options, "Europe/Berlin")


@settings(max_examples=200, deadline=None)
@given(lines=LINES, quoted=st.booleans())
def test_records_do_not_depend_on_where_blocks_end(lines: list[str], quoted: bool) -> None:
    lines = [line for line in lines if '"' not in line and line.isprintable()]
    body = "\n".join(f'"{line[:3]}","{line}",1' if quoted else line for line in lines) + "\nz,z,z\n"
    data = ("tag,time,value\n" + body).encode(errors="replace")
    apart = [records(data, size) for size in (48, 1 << 20)]
    assert apart[0] == apart[1]


def records(data: bytes, block_bytes: int) -> tuple[list[Any], list[Any], int]:
    text = DelimitedText(io.BytesIO(data), Options(), block_bytes)
    found = list(text.records({"tag": 0, "time": 1, "value": 2}))
    return (
        pl.concat(one.frame for one in found).rows(),
        pl.concat(one.rejected for one in found).rows(),
        sum(one.rows_read for one in found),
    )
