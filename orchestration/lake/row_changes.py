"""What a load changed: of its rows, how many are new, said before, others than before, or outdone.

A row is known by its key (of samples the tag and the time, else the business key), and of the same key the newest
counts: by the export's time where it is known, else by load order, within a file the last. Compared is only what may
have been said before by the same source, on disk where it exceeds its limit. A batch that is prepared again after
a kill gets the same answer: of the lake only loads before the batch are looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import polars as pl

from orchestration.duckdb_delta import load_delta
from orchestration.duckdb_text import literal
from orchestration.lake.keys import row_columns
from orchestration.lake.ledger import export_time
from orchestration.lake.parquet_files import DataFile
from orchestration.lake.reading import FileOutcome
from orchestration.lake.store import Lake
from orchestration.readers.schema import SAMPLES
from orchestration.readers.schema import UTC as UTC_TIME

if TYPE_CHECKING:
    from orchestration.plant import Source

# A day of samples is compared at once; of an entity's rows, which are far fewer, all that there are.
MEMORY_LIMIT_SAMPLES, MEMORY_LIMIT_ENTITIES = "1GB", "512MB"
_LEDGER = ["source", "status", "load_seq", "export_time_utc", "min_ts_utc", "max_ts_utc"]


@dataclass
class RowChanges:
    """Of one load: rows_new + rows_repeated + rows_changed + rows_superseded = rows_loaded.

    new: nothing of that key counted before. repeated: says what counted before. changed: says something else, which
    counts from now on. superseded: outdone by a row further down in the file, or by a newer export loaded before.
    `days` (UTC; of samples) are those with new or changed rows.
    """

    rows_new: int = 0
    rows_repeated: int = 0
    rows_changed: int = 0
    rows_superseded: int = 0
    days: set[date] = field(default_factory=set)


class WrittenTable(NamedTuple):
    """A batch's rows of one table: Parquet files in `folder` that the table does not name yet."""

    name: str
    files: Sequence[DataFile]
    folder: Path


class _Stretch(NamedTuple):
    """What of a load is compared: its rows of a day (None: all) between two times, both included."""

    day: date | None
    load_seq: int
    from_utc: datetime
    to_utc: datetime


def row_changes(
    lake: Lake, source: Source, outcomes: Sequence[FileOutcome], written: Sequence[WrittenTable], scratch: Path
) -> dict[int, RowChanges]:
    """Return by load number what each load of a batch changes; refused files have none.

    Args:
        lake: as it was before the batch, or with a part of the batch committed.
        source: whose batch it is.
        outcomes: of the batch's files, in load order.
        written: the Parquet files with the batch's rows.
        scratch: for what does not fit into memory.
    """
    loaded = [outcome for outcome in outcomes if outcome.reason is None]
    changes = {
        outcome.file.load_seq: RowChanges(rows_new=outcome.rows_loaded, days=set(outcome.touched_days))
        for outcome in loaded
    }
    if not any(outcome.rows_loaded for outcome in loaded):
        return changes
    first = min(outcome.file.load_seq for outcome in outcomes)
    is_before = (pl.col("source") == source.id) & (pl.col("status") == "loaded") & (pl.col("load_seq") < first)
    before = lake.read("ledger", _LEDGER).filter(is_before)
    for table in written:
        stretches = _stretches_in_time(loaded, before, table) if table.name == SAMPLES else _whole(loaded)
        if stretches:
            with closing(_Comparison(lake, source, table, scratch)) as comparison:
                comparison.know_loads(before, loaded)
                for day, of_day in groupby(sorted(stretches), key=lambda stretch: stretch.day):
                    comparison.compare(day, list(of_day), first, changes)
    return changes


def _whole(loaded: Sequence[FileOutcome]) -> list[_Stretch]:
    ever = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    return [_Stretch(None, outcome.file.load_seq, *ever) for outcome in loaded if outcome.rows_loaded]


def _stretches_in_time(loaded: Sequence[FileOutcome], before: pl.DataFrame, samples: WrittenTable) -> list[_Stretch]:
    """Where a load's samples may say what another load, or its own file, says too: days, cut to the overlap."""
    own = [(outcome.file.load_seq, outcome.min_ts_utc, outcome.max_ts_utc) for outcome in loaded]
    known = before.select("load_seq", "min_ts_utc", "max_ts_utc")
    known = pl.concat([known, pl.DataFrame(own, schema=known.schema, orient="row")]).drop_nulls()
    # Ten thousand loads are each compared with all others: as plain numbers this takes no time to speak of.
    load_seqs, lows, highs = (known[name].to_physical().to_numpy() for name in known.columns)
    # A load's other tables touch days too.
    sampled = {date.fromisoformat(file.partition_values["day_utc"]) for file in samples.files}
    found = []
    for outcome in loaded:
        low, high = outcome.min_ts_utc, outcome.max_ts_utc
        if low is None or high is None:
            continue
        is_other = (lows <= _micros(high)) & (highs >= _micros(low)) & (load_seqs != outcome.file.load_seq)
        if not outcome.repeats.may_repeat and not is_other.any():
            continue
        other_lows, other_highs = lows[is_other], highs[is_other]
        for day in outcome.touched_days & sampled:
            begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
            end = begin + timedelta(days=1, microseconds=-1)
            if not outcome.repeats.may_repeat:
                of_day = (other_lows <= _micros(end)) & (other_highs >= _micros(begin))
                if not of_day.any():
                    continue
                begin = max(begin, low, _instant(other_lows[of_day].min()))
                end = min(end, high, _instant(other_highs[of_day].max()))
            if begin <= end:
                found.append(_Stretch(day, outcome.file.load_seq, begin, end))
    return found


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _micros(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _instant(micros: int) -> datetime:
    return _EPOCH + int(micros) * _MICROSECOND


_STRETCHES = pl.Schema({"load_seq": pl.Int64(), "from_utc": UTC_TIME, "to_utc": UTC_TIME})

# What counted before each load's rows, of `own` and `lake`. A window costs half as much again as a join.
_BEFORE_ONE_LOAD = """
    SELECT own.*, lake.said AS said_before, lake.precedence AS precedence_before
    FROM own LEFT JOIN lake USING (key, instant)
"""
_BEFORE_EACH_LOAD = """
    SELECT *, arg_max(said, precedence) OVER before AS said_before, max(precedence) OVER before AS precedence_before
    FROM (FROM own UNION ALL BY NAME FROM lake)
    WINDOW before AS (
        PARTITION BY key, instant ORDER BY load_seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
"""


class _Comparison:
    """Compares the rows of a batch with the lake, one day after the other, in a DuckDB of its own."""

    def __init__(self, lake: Lake, source: Source, table: WrittenTable, scratch: Path) -> None:
        self._lake, self._source, self._table = lake, source, table
        self._columns = row_columns(table.name)
        limit = MEMORY_LIMIT_SAMPLES if table.name == SAMPLES else MEMORY_LIMIT_ENTITIES
        self._connection = duckdb.connect(config={"memory_limit": limit, "temp_directory": str(scratch)})
        load_delta(self._connection)
        self._connection.execute("SET preserve_insertion_order = false")

    def close(self) -> None:
        """Give back the memory."""
        self._connection.close()

    def know_loads(self, before: pl.DataFrame, loaded: Sequence[FileOutcome]) -> None:
        """Take note of which load outdoes which: by the export's time where it is known, else by load order."""
        own = [(outcome.file.load_seq, export_time(self._source, outcome.file.file_name)) for outcome in loaded]
        known = before.select("load_seq", "export_time_utc")
        known = pl.concat([known, pl.DataFrame(own, schema=known.schema, orient="row")])
        standings = known.sort("export_time_utc", "load_seq", nulls_last=False).with_row_index("standing")
        self._connection.register("standings", standings.select("load_seq", pl.col("standing").cast(pl.Int64)))

    def compare(
        self, day: date | None, stretches: Sequence[_Stretch], first: int, changes: dict[int, RowChanges]
    ) -> None:
        """Enter into `changes` what the loads' rows of one day say; loads from number `first` on are the batch's."""
        rows_of_day = self._show_rows(day)
        compared_of = pl.DataFrame([stretch[1:] for stretch in stretches], _STRETCHES, orient="row")
        self._connection.register("stretches", compared_of)
        bounds = min(stretch.from_utc for stretch in stretches), max(stretch.to_utc for stretch in stretches)
        counted = self._connection.execute(
            f"""
            WITH own AS (
                SELECT load_seq, key, instant, arg_max(said, precedence) AS said, max(precedence) AS precedence,
                    count(*) AS rows
                FROM ({self._rows("batch_rows", "true", bounds)}) INNER JOIN stretches USING (load_seq)
                {"WHERE instant BETWEEN from_utc AND to_utc" if self._columns.time else ""}
                GROUP BY load_seq, key, instant
            ), lake AS (
                SELECT 0 AS load_seq, key, instant, arg_max(said, precedence) AS said, max(precedence) AS precedence,
                    0 AS rows
                FROM ({self._rows("lake_rows", f"load_seq < {first}", bounds)}) SEMI JOIN own USING (key, instant)
                GROUP BY key, instant
            ), judged AS ({_BEFORE_ONE_LOAD if len(stretches) == 1 else _BEFORE_EACH_LOAD}
            )
            SELECT
                load_seq,
                count(*) FILTER (said_before IS NULL),
                count(*) FILTER (said = said_before),
                count(*) FILTER (said != said_before AND precedence > precedence_before),
                count(*) FILTER (said != said_before AND precedence < precedence_before) + sum(rows - 1)::BIGINT
            FROM judged WHERE rows > 0 GROUP BY load_seq
            """  # noqa: S608 - numbers, and columns of our own tables
        ).fetchall()
        for load_seq, new, repeated, changed, superseded in counted:
            compared = new + repeated + changed + superseded
            found = changes[load_seq]
            found.rows_new += new - compared
            found.rows_repeated += repeated
            found.rows_changed += changed
            found.rows_superseded += superseded
            if day is not None and new + changed == 0 and compared == rows_of_day[load_seq]:
                found.days.discard(day)

    def _show_rows(self, day: date | None) -> dict[int, int]:
        """Have `lake_rows` and `batch_rows` show a day's rows; returns how many of the batch's each load has."""
        lake_table = literal(self._lake.path(self._table.name))
        of_day, files = "", self._table.files
        if day is not None:
            # As constants these let the other days' files be skipped without being opened.
            of_day = f"AND day_utc = DATE '{day}'"
            files = [file for file in files if file.partition_values["day_utc"] == day.isoformat()]
        of_source = f"WHERE source = {literal(self._source.id)} {of_day}"
        paths = ", ".join(literal(str(self._table.folder / file.path)) for file in files)
        in_lake = f"SELECT * FROM delta_scan({lake_table}) {of_source}"  # noqa: S608
        in_batch = f"SELECT * FROM read_parquet([{paths}], hive_partitioning = false)"  # noqa: S608
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW lake_rows AS {in_lake}")
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW batch_rows AS {in_batch}")
        counted = self._connection.execute("SELECT load_seq, count(*) FROM batch_rows GROUP BY load_seq")
        return dict(counted.fetchall())

    def _rows(self, relation: str, condition: str, bounds: tuple[datetime, datetime]) -> str:
        """The rows of a relation as key, instant, what they say, and how new that is."""
        columns = self._columns
        from_utc, to_utc = (literal(bound.isoformat()) for bound in bounds)
        within = f"{columns.time} BETWEEN TIMESTAMPTZ {from_utc} AND TIMESTAMPTZ {to_utc}" if columns.time else "true"
        # Row numbers are far below 2^40, and so there is room for 2^23 loads.
        return f"""
            SELECT
                {columns.key} AS key, {columns.time or "0"} AS instant, {columns.said} AS said,
                load_seq, standing << 40 | coalesce(row_no, 0) AS precedence
            FROM {relation} INNER JOIN standings USING (load_seq)
            WHERE {condition} AND {within}
        """  # noqa: S608
