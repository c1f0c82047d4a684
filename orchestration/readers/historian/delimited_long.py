"""Historian text in long layout: one sample a line, `tag, time, value` and often a quality.

A record is a line (a quoted field may hold newlines); blank lines, comments and repeated headers are no records.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText, head_of
from orchestration.readers.delimited_records import CUT, Layout, Records
from orchestration.readers.historian.delimited_recognition import recognise_long
from orchestration.readers.historian.delimited_samples import (
    DelimitedSampleOptions,
    cut_row,
    refuse_another_header,
)
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import is_missing
from orchestration.readers.read_ahead import read_ahead
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_stream import control_characters

USUAL_NAMES: Mapping[str, tuple[str, ...]] = {
    "tag": ("tag", "tagname", "tag_name", "tag name", "varname", "point", "name"),
    "time": ("time", "timestamp", "time_stamp", "time stamp", "datetime", "timestring", "t_stamp", "ts"),
    "value": ("value", "varvalue"),
    "text": ("vvalue",),
    # OPCQuality first: the column Quality beside it (AVEVA Historian) has codes of its own, 0 for good.
    "quality": ("opcquality", "quality", "dataquality", "validity"),
}
"""Names by which exports call the columns, in lower case, the likeliest first."""

_BLOCKS_AHEAD = 1

_USUAL_POSITIONS = {"tag": 1, "time": 2, "value": 3}


class Options(DelimitedSampleOptions):
    """Options of `historian.delimited_long`. Columns are given by header name or by position from 1."""

    tag_column: str | int | None = Field(
        default=None, description="Column of the tag's name; default: one of the usual names, else the first."
    )
    time_column: str | int | None = Field(
        default=None, description="Column of the time; default: one of the usual names, else the second."
    )
    value_column: str | int | None = Field(
        default=None, description="Column of the value; default: one of the usual names, else the third."
    )
    text_column: str | int | None = Field(
        default=None,
        description="Column that holds the value where value_column is empty; default: vValue if there is one.",
    )
    quality_column: str | int | None = Field(
        default=None, description="Column of the quality; default: one of the usual names, else none (all good)."
    )


OptionsT = TypeVar("OptionsT", bound=Options)


class DelimitedLongReader(Generic[OptionsT]):
    """Reader of one sample a line; vendors' formats override what is theirs."""

    usual_names: Mapping[str, tuple[str, ...]] = USUAL_NAMES
    joins = True
    """Whether small files may be read together; not where a file's samples are judged together."""

    def __init__(self, name: str, options_type: type[OptionsT]) -> None:
        """`name` is the one in the workspace's configuration."""
        self.name, self.options_type = name, options_type

    def produces(self, _options: OptionsT, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By a header that names tag, time and value, or by columns that behave so."""
        return recognise_long(sample, self.options_type, self.usual_names)

    def read(self, stream: ByteStream, options: OptionsT, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(self._batches(stream, options, LocalClock(context.zone)))

    def head(self, data: bytes, options: OptionsT, /) -> tuple[int, int] | None:
        """Up to and with the header. Files with quotes are read by themselves: a quoted field may hold newlines."""
        if not self.joins or not data.endswith(b"\n") or (options.quote and options.quote.encode() in data):
            return None
        if control_characters(data) or "a\n".encode(options.encoding) != b"a\n":
            return None
        try:
            head = head_of(data, options)
        except UnicodeDecodeError:
            return None
        return None if head is None else (head.size, head.lines)

    def columns(self, layout: Layout, options: OptionsT) -> dict[str, int]:
        """Index of each field to be read: tag, time, value and where there are any text and quality."""
        given = {
            "tag": options.tag_column, "time": options.time_column, "value": options.value_column,
            "text": options.text_column, "quality": options.quality_column,
        }  # fmt: skip
        columns: dict[str, int] = {}
        for field, column in given.items():
            position = layout.position(column, field) if column is not None else self._usual_position(layout, field)
            if position is not None:
                columns[field] = position
        return columns

    def prepared(self, frame: pl.DataFrame, _options: OptionsT, /) -> pl.DataFrame:
        """The fields' texts as tag, time, value, quality; `left_out` says of a row why it is no sample."""
        return frame

    def judge(self, _options: OptionsT, /) -> Callable[[pl.DataFrame], pl.DataFrame]:
        """What a file's samples pass through, batch by batch, before they are given."""
        return lambda rows: rows

    def table(
        self, layout: Layout, options: OptionsT, clock: LocalClock
    ) -> tuple[dict[str, int], Callable[[Records], Batch]]:
        """The fields to be read of a table, and what makes its records samples, to be called in file order."""
        columns = self.columns(layout, options)
        judged = self.judge(options)
        ends_with_quality = columns.get("quality") == len(layout.names) - 1

        def to_batch(records: Records) -> Batch:
            batch = self._batch(records, options, clock, ends_with_quality=ends_with_quality)
            refuse_another_header(batch.rejected, layout, columns["time"], options)
            return Batch(batch.table, judged(batch.rows), batch.rejected, batch.rows_read)

        return columns, to_batch

    def _batches(self, stream: ByteStream, options: OptionsT, clock: LocalClock) -> Iterator[Batch]:
        text = DelimitedText(stream, options)
        columns, to_batch = self.table(text.layout, options, clock)
        # Lines are divided on one processor while their values are judged on another.
        return map(to_batch, read_ahead(text.records(columns), _BLOCKS_AHEAD))

    def _usual_position(self, layout: Layout, field: str) -> int | None:
        names = [column.lower() for column in layout.names]
        for usual in self.usual_names.get(field, ()):
            if usual in names:
                return layout.position(usual, field)
        if layout.header is None and field in _USUAL_POSITIONS:
            return layout.position(_USUAL_POSITIONS[field], field)
        if layout.header is None and field == "quality" and len(layout.names) == 4:
            return 3
        if field in _USUAL_POSITIONS:
            raise FileRejected(
                f"No column of the header ({layout.shown}) has a usual name for the {field}; check the separator, "
                f"or set the source's option {field}_column (and header: false if there is none)."
            )
        return None

    def _batch(self, records: Records, options: OptionsT, clock: LocalClock, *, ends_with_quality: bool) -> Batch:
        frame = with_instants(self.prepared(records.frame, options), options.time_format, clock)
        if "text" in frame.columns:
            value = pl.when(is_missing(pl.col("value"), options.null_words)).then("text").otherwise("value")
            frame = frame.with_columns(value.alias("value"))
        frame = _with_faults(frame, cut_row(records, options, ends_with_quality=ends_with_quality))
        rejected = records.rejected
        if frame["fault"].null_count() < frame.height:
            faulty = frame.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
            rejected = pl.concat(
                [rejected, rejected_frame((row_no, records.raw(row_no), fault) for row_no, fault in faulty)]
            ).sort("row_no")
            frame = frame.filter(pl.col("fault").is_null())
        rows = samples_frame(
            frame, options, decimal=options.decimal, thousands=options.thousands, null_words=options.null_words
        )
        return Batch(SAMPLES, rows, rejected, records.rows_read)


def _with_faults(frame: pl.DataFrame, cut: int | None) -> pl.DataFrame:
    untagged = pl.col("tag") == ""
    if frame.select(untagged.any()).item():
        fault = pl.when(pl.col("fault").is_null() & untagged).then(pl.lit("the tag's name is empty"))
        frame = frame.with_columns(fault.otherwise("fault").alias("fault"))
    if cut is not None:
        is_cut = pl.col("fault").is_null() & (pl.col("row_no") == cut)
        frame = frame.with_columns(pl.when(is_cut).then(pl.lit(CUT)).otherwise("fault").alias("fault"))
    if "left_out" in frame.columns:
        frame = frame.with_columns(pl.coalesce("left_out", "fault").alias("fault"))
    return frame


READER = DelimitedLongReader("historian.delimited_long", Options)
