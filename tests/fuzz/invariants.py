"""What must hold for any bytes that a reader is given: the one judge of the fuzzer and of the property tests."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import polars as pl

from orchestration.readers import text_stream
from orchestration.readers.contract import Batch, FileRejected, ReadContext, ReaderOptions
from orchestration.readers.delimited_records import RecordSplitter
from orchestration.readers.recognition import Sample
from orchestration.readers.registry import READERS
from orchestration.readers.schema import RAW_LIMIT, REJECTED, SAMPLES, SCHEMAS

_YEAR_1, _YEAR_10000 = -62_135_596_800_000_000, 253_402_300_800_000_000


@dataclass(frozen=True)
class Outcome:
    """What came of a file: the sentence of its refusal, or its rows and rejected rows."""

    refusal: str | None = None
    rows: tuple[dict[str, Any], ...] = ()
    rejected: tuple[dict[str, Any], ...] = ()
    rows_read: int = 0

    @property
    def places(self) -> list[int]:
        """row_no of all rows, loaded and rejected, in order."""
        return sorted(row["row_no"] for row in (*self.rows, *self.rejected))


def outcome_of(reader: str, data: bytes, options: ReaderOptions, zone: str = "UTC") -> Outcome:
    """Read a file, and raise AssertionError for whatever must never come of one."""
    context = ReadContext("fuzzed", ZoneInfo(zone), b"key")
    batches: list[Batch] = []
    try:
        for batch in READERS[reader].read(io.BytesIO(data), options, context):
            _check_batch(batch, READERS[reader].produces(options))
            batches.append(batch)
    except FileRejected as refusal:
        _check_sentence(str(refusal))
        return Outcome(str(refusal))
    return Outcome(
        None,
        tuple(row for batch in batches for row in batch.rows.iter_rows(named=True)),
        tuple(row for batch in batches for row in batch.rejected.iter_rows(named=True)),
        sum(batch.rows_read for batch in batches),
    )


def check_recognition(reader: str, data: bytes) -> None:
    """A reader looks at any head of a file without failing, and proposes only options that it has."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        found = READERS[reader].recognise(Sample(data, path=Path(file.name)))
    if found is not None:
        assert set(found.options) <= set(READERS[reader].options_type.model_fields)


@contextmanager
def small_pieces(size: int = 61) -> Iterator[None]:
    """Text is read in pieces of a few bytes, so that every place of a file is the edge of a block once."""
    read_full = text_stream._read_full
    with patch.object(text_stream, "_read_full", lambda stream, asked: read_full(stream, min(size, asked))):
        yield


@contextmanager
def exact_path() -> Iterator[None]:
    """Delimited lines are divided one by one; the parallel parser is not asked."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(RecordSplitter, "_split_fast", lambda *_: None))
        yield


def _check_sentence(text: str) -> None:
    assert len(text) > 15, text
    assert text.rstrip().endswith((".", "!", ")")), text
    assert "Traceback" not in text


def _check_batch(batch: Batch, tables: tuple[str, ...]) -> None:
    assert batch.table in tables
    assert batch.rows.schema == SCHEMAS[batch.table]
    assert batch.rejected.schema == REJECTED
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    rejected = batch.rejected
    assert rejected["reason"].null_count() == rejected["raw"].null_count() == rejected["row_no"].null_count() == 0
    assert not (rejected["raw"].str.len_chars() > RAW_LIMIT).any()
    assert batch.rows["row_no"].null_count() == 0
    assert not (batch.rows["row_no"] < 1).any()
    for name, kind in batch.rows.schema.items():
        column = batch.rows[name]
        if isinstance(kind, pl.Float64):
            assert column.is_finite().all(), f"{name} holds a number that is not finite"
        if isinstance(kind, pl.Datetime):
            assert column.to_physical().is_between(_YEAR_1, _YEAR_10000 - 1).all(), f"{name} leaves the calendar"
    if batch.table == SAMPLES:
        _check_samples(batch.rows)


def _check_samples(rows: pl.DataFrame) -> None:
    assert rows["tag"].null_count() == rows["ts_utc"].null_count() == rows["quality"].null_count() == 0
    assert not (rows["tag"] == "").any()
    assert rows["quality"].is_in([0, 1, 2]).all()
    both = rows.filter(pl.col("value_num").is_not_null() & pl.col("value_text").is_not_null())
    assert both.is_empty(), f"a value is number and text: {both.head(3)}"
    neither = rows.filter(pl.col("value_num").is_null() & pl.col("value_text").is_null() & (pl.col("quality") != 0))
    assert neither.is_empty(), f"no value, and not bad: {neither.head(3)}"
    odd = rows.filter(pl.col("value_text").str.contains(r"^(?i)[+-]?(nan|inf|infinity)$") & (pl.col("quality") != 0))
    assert odd.is_empty(), f"no number, and not bad: {odd.head(3)}"
