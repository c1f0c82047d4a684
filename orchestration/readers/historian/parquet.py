"""Parquet files of samples from any other tool: one sample a row (long), or a time and one column a tag (wide).

Columns have types: a text is a text (`007`), except in a long table's value column, which has to hold the numbers
too where it is of texts. A record is a row in long layout, a cell that is not null in wide layout; a row without a
readable time is one record.
"""

import re
from collections.abc import Iterator, Sequence

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.historian.delimited_long import USUAL_NAMES
from orchestration.readers.historian.parquet_columns import Kind, kind_of, texts, values, with_times
from orchestration.readers.historian.pulled import is_pulled, raw_text
from orchestration.readers.historian.typed_table import LongTable, TypedTableOptions, WideTable, table_of, typed_batch
from orchestration.readers.local_time import LocalClock
from orchestration.readers.parquet_file import DAMAGES, MAGIC, opened_parquet, record_batches
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.schema import SAMPLES

_VALUE_NAME = re.compile(r"val|wert|reading|messwert", re.IGNORECASE)


class Options(TypedTableOptions):
    """Options of `historian.parquet`."""


class _ParquetReader:
    """Reader of Parquet files of samples."""

    name = "historian.parquet"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By a time beside a tag and a value, or beside columns of values."""
        if sample.path is None or not sample.data.startswith(MAGIC):
            return None
        try:
            schema = pq.read_schema(sample.path)
            table = _table(schema, Options())
        except (*DAMAGES, FileRejected):
            return None
        if is_pulled(schema):
            return None
        if isinstance(table, LongTable):
            named = ", ".join(repr(schema.names[table.columns[field]]) for field in ("tag", "time", "value"))
            return Recognition(Likeness.CERTAIN, (f"it is a Parquet file with the columns {named}",))
        if options := _values_named_otherwise(schema):
            named = ", ".join(repr(name) for name in options.values())
            because = f"it is a Parquet file with a column of tags' names, and with values in {named}"
            return Recognition(Likeness.CERTAIN, (because,), options)
        numbers = sum(kind_of(schema.field(index)) in (Kind.NUMBER, Kind.WHOLE) for index in table.tags.values())
        because = f"it is a Parquet file with times in {schema.names[table.time]!r} and {numbers} columns of numbers"
        return Recognition(Likeness.LIKELY, (because,)) if numbers else None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(_batches(stream, options, LocalClock(context.zone)))


def _batches(stream: ByteStream, options: Options, clock: LocalClock) -> Iterator[Batch]:
    with opened_parquet(stream, "export it again") as file:
        schema = file.schema_arrow
        table = _table(schema, options)
        indices = table.columns.values() if isinstance(table, LongTable) else (table.time, *table.tags.values())
        names = [schema.names[index] for index in dict.fromkeys(indices)]
        row_no = 1
        for batch in record_batches(file, names):
            block = _Block(batch, row_no, options, clock)
            yield block.long(table, schema) if isinstance(table, LongTable) else block.wide(table, schema)
            row_no += batch.num_rows


def _table(schema: pa.Schema, options: Options) -> LongTable | WideTable:
    """Which column is what; raises FileRejected for columns whose type no sample has."""
    if len(set(schema.names)) < len(schema.names):
        raise FileRejected("Two columns of the Parquet file have one name, so they cannot be told apart; rename one.")
    times = [index for index, field in enumerate(schema) if kind_of(field) is Kind.TIME]
    table = table_of(schema.names, options, times)
    if isinstance(table, LongTable):
        _refuse_odd([schema.field(index) for index in table.columns.values()])
        if table.columns["time"] != table.columns["value"] and table.columns["value"] in times:
            raise FileRejected(f"The value column {schema.names[table.columns['value']]!r} holds times, not values.")
        return table
    _refuse_odd([schema.field(index) for index in (table.time, *table.tags.values())])
    for tag, index in table.tags.items():
        if index in times:
            raise FileRejected(
                f"Both {schema.names[table.time]!r} and {tag!r} hold times; set the source's option ignore_columns (or "
                "tag_column and value_column, if each row is one sample)."
            )
    return table


def _values_named_otherwise(schema: pa.Schema) -> dict[str, str]:
    """Options of a long table whose values are in one column of numbers, perhaps with one of texts beside it."""
    if not any(
        name.lower() in USUAL_NAMES["tag"] and kind_of(schema.field(name)) is Kind.TEXT for name in schema.names
    ):
        return {}
    called = [field for field in schema if _VALUE_NAME.search(field.name)]
    numbers = [field.name for field in called if kind_of(field) in (Kind.NUMBER, Kind.WHOLE)]
    words = [field.name for field in called if kind_of(field) is Kind.TEXT]
    if len(numbers) != 1 or len(words) > 1 or len(called) > len(numbers) + len(words):
        return {}
    return {"value_column": numbers[0], **({"text_column": words[0]} if words else {})}


def _refuse_odd(fields: Sequence[pa.Field]) -> None:
    for field in fields:
        if kind_of(field) is Kind.NONE:
            raise FileRejected(
                f"The column {field.name!r} is of the type {str(field.type)[:100]}, which no sample has; leave it out, "
                "or set the source's option ignore_columns."
            )


class _Block:
    """One piece of the file."""

    def __init__(self, batch: pa.RecordBatch, first_row: int, options: Options, clock: LocalClock) -> None:
        self._batch, self._first_row, self._options, self._clock = batch, first_row, options, clock
        self._rows = pl.DataFrame({"row_no": pl.int_range(first_row, first_row + batch.num_rows, eager=True)})

    def long(self, table: LongTable, schema: pa.Schema) -> Batch:
        columns = {field: schema.names[index] for field, index in table.columns.items()}
        frame = self._rows.with_columns(texts(self._batch.column(columns["tag"])).alias("tag"))
        if "quality" in columns:
            frame = frame.with_columns(texts(self._batch.column(columns["quality"])).alias("quality"))
        frame = with_times(frame, self._batch.column(columns["time"]), self._options.time_format, self._clock)
        value = values(self._batch.column(columns["value"]), by_look="text" not in columns)
        frame = frame.rename({"fault": "time_fault"}).hstack(value)
        if "text" in columns:
            text = texts(self._batch.column(columns["text"])).alias("text")
            frame = frame.hstack([text]).with_columns(
                pl.when(pl.col("value_num").is_null()).then(pl.coalesce("value_text", "text")).alias("value_text")
            )
        frame = frame.with_columns(pl.coalesce("time_fault", "fault").alias("fault"))
        return typed_batch(frame, self._options, self._raw, frame.height)

    def wide(self, table: WideTable, schema: pa.Schema) -> Batch:
        # One clock for the whole file: the order of its rows tells the passes of a repeated hour apart.
        rows = self._rows.with_columns(pl.lit("").alias("tag"))
        time = self._batch.column(schema.names[table.time])
        rows = with_times(rows, time, self._options.time_format, self._clock)
        untimed = rows.filter(pl.col("fault").is_not_null()).with_columns(tag=pl.lit("-"))
        cells = [self._cells(rows, tag, schema.names[index]) for tag, index in table.tags.items()]
        frame = pl.concat([*cells, untimed], how="diagonal").sort("row_no", maintain_order=True)
        return typed_batch(frame, self._options, self._raw, frame.height)

    def _cells(self, rows: pl.DataFrame, tag: str, column: str) -> pl.DataFrame:
        cells = rows.drop("fault", "tag").hstack(values(self._batch.column(column)))
        is_filled = pl.any_horizontal(pl.col("value_num", "value_text", "fault").is_not_null())
        return cells.filter(pl.col("ts_utc").is_not_null() & is_filled).with_columns(
            pl.lit(tag).alias("tag"), pl.format("{}: {}", pl.lit(tag), "fault").alias("fault")
        )

    def _raw(self, row_no: int) -> str:
        row = self._batch.slice(row_no - self._first_row, 1)
        written = {name: row.column(name).cast(pa.string())[0].as_py() for name in row.schema.names}
        return raw_text(written)


READER = _ParquetReader()
