"""Historian text in wide layout: one column a tag, one line an instant.

A record is a cell that is not empty; a line whose time is unreadable, or that has not as many fields as the header,
is one record. All cells of a line have its number as row_no. Empty cells mean no sample, which is not a bad one.
"""

from collections.abc import Iterator

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.delimited_records import Layout, Records
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import DelimitedOptions

# A cell of a few bytes becomes a row of about a hundred, so blocks are smaller than in the long layout.
_BLOCK_BYTES = 4 << 20
_TIME, _TAG = "time", "tag:"


class Options(DelimitedOptions, SampleOptions):
    """Options of `historian.delimited_wide`: the header names the tags."""

    time_column: str | int = Field(default=1, description="Column of the time: header name or position from 1.")
    ignore_columns: tuple[str | int, ...] = Field(
        default=(), description="Columns that are no tags, such as a running number."
    )

    @model_validator(mode="after")
    def _header_names_tags(self) -> "Options":
        if not self.header:
            raise ValueError("header: false is impossible in wide layout, where the header names the tags")
        return self


class _DelimitedWideReader:
    """Reader of one column a tag."""

    name = "historian.delimited_wide"
    options_type = Options

    def produces(self, _options: Options, /) -> str:
        """Always samples."""
        return SAMPLES

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, line by line in file order."""
        return refuse_unreadable(_batches(stream, options, LocalClock(context.zone)))


def _batches(stream: ByteStream, options: Options, clock: LocalClock) -> Iterator[Batch]:
    text = DelimitedText(stream, options, _BLOCK_BYTES)
    columns = _columns(text.layout, options)
    for records in text.records(columns):
        yield _batch(records, options, clock)


def _columns(layout: Layout, options: Options) -> dict[str, int]:
    time = layout.position(options.time_column, "time")
    ignored = {time, *(layout.position(column, "ignore_columns") for column in options.ignore_columns)}
    columns = {_TIME: time}
    for index, name in enumerate(layout.names):
        if index in ignored:
            continue
        if _TAG + name in columns:
            raise FileRejected(f"The header has two columns {name!r}, so its values cannot be told apart; rename one.")
        columns[_TAG + name] = index
    if len(columns) == 1:
        raise FileRejected(f"The header ({layout.shown}) names no tag beside the time; check the separator.")
    return columns


def _batch(records: Records, options: Options, clock: LocalClock) -> Batch:
    lines = records.frame
    # One clock for the whole file: the order of its lines tells the passes of a repeated hour apart.
    times = with_instants(lines.select("row_no", _TIME, pl.lit("").alias("tag")), options.time_format, clock)
    cells = (
        lines.drop(_TIME)
        .hstack(times.select("ts_utc", "is_ambiguous", "fault"))
        .filter(pl.col("fault").is_null())
        .drop("fault")
        .unpivot(index=["row_no", "ts_utc", "is_ambiguous"], variable_name="tag", value_name="value")
        .filter(pl.col("value").str.strip_chars() != "")
        .with_columns(pl.col("tag").str.strip_prefix(_TAG))
        .sort("row_no", maintain_order=True)
    )
    faulty = [
        (row_no, records.raw(row_no), fault)
        for row_no, fault in times.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
    ]
    # A trailing separator makes a column without a name; a value in it belongs to no tag.
    nameless = cells.filter(pl.col("tag") == "")
    faulty += [
        (row_no, records.raw(row_no), "a value stands in a column without a name") for row_no in nameless["row_no"]
    ]
    rows = samples_frame(
        cells.filter(pl.col("tag") != ""),
        options,
        decimal=options.decimal,
        thousands=options.thousands,
        null_words=options.null_words,
    )
    rejected = pl.concat([records.rejected, rejected_frame(faulty)]).sort("row_no")
    rows_read = cells.height + records.rows_read - lines.height + times["fault"].count()
    return Batch(SAMPLES, rows, rejected, rows_read)


READER = _DelimitedWideReader()
