"""Historian text in wide layout: one column a tag, one line an instant.

A record is a cell that is not empty; a line whose time is unreadable, or that has not as many fields as the header,
is one record. All cells of a line have its number as row_no. Empty cells mean no sample, which is not a bad one.
"""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import numpy as np
import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.delimited_records import CUT, Layout, Records
from orchestration.readers.historian.delimited_recognition import recognise_wide
from orchestration.readers.historian.delimited_samples import (
    DelimitedSampleOptions,
    cut_row,
    refuse_another_header,
)
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.read_ahead import read_ahead
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import samples_frame
from orchestration.readers.schema import SAMPLES

# A cell of a few bytes becomes a row of about a hundred, so blocks are smaller than in the long layout.
_BLOCK_BYTES = 2 << 20
_BLOCKS_AHEAD = 1
_TIME, _TAG, _QUALITY = "time", "tag:", "quality:"


class Options(DelimitedSampleOptions):
    """Options of `historian.delimited_wide`: the header names the tags."""

    time_column: str | int = Field(default=1, description="Column of the time: header name or position from 1.")
    ignore_columns: tuple[str | int, ...] = Field(
        default=(), description="Columns that are no tags, such as a running number."
    )
    quality_suffix: str | None = Field(
        default=None,
        min_length=1,
        description="Where each tag has a column of its qualities: what that column's name has after the tag's, such "
        "as ` Quality`.",
    )

    @model_validator(mode="after")
    def _header_names_tags(self) -> "Options":
        if not self.header:
            raise ValueError("header: false is impossible in wide layout, where the header names the tags")
        return self


OptionsT = TypeVar("OptionsT", bound=Options)


class DelimitedWideReader(Generic[OptionsT]):
    """Reader of one column a tag; vendors' formats override what is theirs."""

    def __init__(self, name: str, options_type: type[OptionsT]) -> None:
        """`name` is the one in the workspace's configuration."""
        self.name, self.options_type = name, options_type

    def produces(self, _options: OptionsT, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By lines that have one time and values in all other columns."""
        return recognise_wide(sample, self.options_type)

    def read(self, stream: ByteStream, options: OptionsT, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, line by line in file order."""
        return refuse_unreadable(self._batches(stream, options, LocalClock(context.zone)))

    def judge(self, _options: OptionsT, /) -> Callable[[pl.DataFrame], pl.DataFrame]:
        """What a file's samples pass through, batch by batch, before they are given."""
        return lambda rows: rows

    def _batches(self, stream: ByteStream, options: OptionsT, clock: LocalClock) -> Iterator[Batch]:
        text = DelimitedText(stream, options, _BLOCK_BYTES)
        columns = _columns(text.layout, options)
        last = next((name for name, index in columns.items() if index == len(text.layout.names) - 1), None)
        judged = self.judge(options)
        # Lines are divided on one processor while their values are judged on another.
        for records in read_ahead(text.records(columns), _BLOCKS_AHEAD):
            batch = _batch(records, options, clock, last)
            refuse_another_header(batch.rejected, text.layout, columns[_TIME], options)
            yield Batch(batch.table, judged(batch.rows), batch.rejected, batch.rows_read)


def _columns(layout: Layout, options: Options) -> dict[str, int]:
    time = layout.position(options.time_column, "time")
    ignored = {time, *(layout.position(column, "ignore_columns") for column in options.ignore_columns)}
    columns = {_TIME: time}
    for index, name in enumerate(layout.names):
        if index in ignored:
            continue
        key = _TAG + name
        if options.quality_suffix and name.endswith(options.quality_suffix):
            key = _QUALITY + name.removesuffix(options.quality_suffix)
        if key in columns:
            raise FileRejected(f"The header has two columns {name!r}, so its values cannot be told apart; rename one.")
        columns[key] = index
    tags = [name.removeprefix(_TAG) for name in columns if name.startswith(_TAG)]
    if not tags:
        raise FileRejected(f"The header ({layout.shown}) names no tag beside the time; check the separator.")
    for tag in tags if options.quality_suffix else ():
        if tag and _QUALITY + tag not in columns:
            raise FileRejected(
                f"The tag {tag!r} has no column {tag + (options.quality_suffix or '')!r} of its qualities in the "
                f"header ({layout.shown}); check the source's option quality_suffix."
            )
    return columns


def _batch(records: Records, options: Options, clock: LocalClock, last: str | None) -> Batch:
    lines = records.frame
    # One clock for the whole file: the order of its lines tells the passes of a repeated hour apart.
    times = with_instants(lines.select("row_no", _TIME, pl.lit("").alias("tag")), options.time_format, clock)
    cut = cut_row(records, options, ends_with_quality=last is not None and last.startswith(_QUALITY))
    if last == _TIME:
        is_cut = pl.col("fault").is_null() & (pl.col("row_no") == cut)
        times = times.with_columns(pl.when(is_cut).then(pl.lit(CUT)).otherwise("fault").alias("fault"))
    cells = _cells(lines.hstack(times.select("ts_utc", "is_ambiguous", "fault")))
    faulty = [
        (row_no, records.raw(row_no), fault)
        for row_no, fault in times.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
    ]
    # A trailing separator makes a column without a name; a value in it belongs to no tag.
    odd = cells.filter(pl.col("tag") == "").select("row_no", pl.lit("a value stands in a column without a name"))
    is_whole = pl.col("tag") != ""
    if cut is not None and last is not None:
        is_last = (pl.col("row_no") == cut) & (pl.col("tag") == last.split(":", 1)[-1])
        odd = pl.concat([odd, cells.filter(is_last & is_whole).select("row_no", pl.lit(CUT).alias("literal"))])
        is_whole &= ~is_last
    faulty += [(row_no, records.raw(row_no), fault) for row_no, fault in odd.iter_rows()]
    rows = samples_frame(
        cells.filter(is_whole),
        options,
        decimal=options.decimal,
        thousands=options.thousands,
        null_words=options.null_words,
    )
    rejected = pl.concat([records.rejected, rejected_frame(faulty)]).sort("row_no")
    rows_read = cells.height + records.rows_read - lines.height + times["fault"].count()
    return Batch(SAMPLES, rows, rejected, rows_read)


def _cells(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a cell that is not empty, line by line, with its quality where there is a column of it."""
    lines = lines.filter(pl.col("fault").is_null())
    tags = [name.removeprefix(_TAG) for name in lines.columns if name.startswith(_TAG)]
    # Which line and which tag each cell is of: that way round no sorting is needed.
    of_line = np.repeat(np.arange(lines.height), len(tags))
    of_tag = np.tile(np.arange(len(tags)), lines.height)
    place = pl.Series(of_tag * lines.height + of_line, dtype=pl.UInt32)

    def cells_of(kind: str) -> pl.Series:
        columns = [lines[kind + tag] if kind + tag in lines.columns else no_texts for tag in tags]
        return pl.concat([column.alias("") for column in columns], rechunk=True).gather(place)

    no_texts = pl.Series([""]).new_from_index(0, lines.height)
    cells = lines.select("row_no", "ts_utc", "is_ambiguous")[of_line].with_columns(
        pl.Series(tags, dtype=pl.String).gather(of_tag).alias("tag"), cells_of(_TAG).alias("value")
    )
    if any(name.startswith(_QUALITY) for name in lines.columns):
        cells = cells.with_columns(cells_of(_QUALITY).alias("quality"))
    is_filled = cells["value"].str.strip_chars() != ""
    return cells if is_filled.all() else cells.filter(is_filled)


READER = DelimitedWideReader("historian.delimited_wide", Options)
