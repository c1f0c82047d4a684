"""Historian text in long layout: one sample a line, `tag, time, value` and often a quality.

A record is a line (a quoted field may hold newlines); blank lines, comments and repeated headers are no records.
"""

from collections.abc import Iterator

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.delimited_records import Layout, Records
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import is_missing
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import DelimitedOptions

_USUAL_NAMES = {
    "tag": ("tag", "tagname", "tag_name", "varname", "point", "name"),
    "time": ("time", "timestamp", "datetime", "timestring", "t_stamp", "ts"),
    "value": ("value", "varvalue"),
    "text": ("vvalue",),
    # OPCQuality first: the column Quality beside it (AVEVA Historian) has codes of its own, 0 for good.
    "quality": ("opcquality", "quality", "dataquality", "validity"),
}
_USUAL_POSITIONS = {"tag": 1, "time": 2, "value": 3}


class Options(DelimitedOptions, SampleOptions):
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


class _DelimitedLongReader:
    """Reader of one sample a line."""

    name = "historian.delimited_long"
    options_type = Options

    def produces(self, _options: Options, /) -> str:
        """Always samples."""
        return SAMPLES

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(_batches(stream, options, LocalClock(context.zone)))


def _batches(stream: ByteStream, options: Options, clock: LocalClock) -> Iterator[Batch]:
    text = DelimitedText(stream, options)
    columns = _columns(text.layout, options)
    for records in text.records(columns):
        yield _batch(records, options, clock)


def _columns(layout: Layout, options: Options) -> dict[str, int]:
    given = {
        "tag": options.tag_column, "time": options.time_column, "value": options.value_column,
        "text": options.text_column, "quality": options.quality_column,
    }  # fmt: skip
    columns: dict[str, int] = {}
    for name, column in given.items():
        position = layout.position(column, name) if column is not None else _usual_position(layout, name)
        if position is not None:
            columns[name] = position
    return columns


def _usual_position(layout: Layout, name: str) -> int | None:
    names = [column.lower() for column in layout.names]
    for usual in _USUAL_NAMES.get(name, ()):
        if usual in names:
            return layout.position(usual, name)
    if layout.header is None and name in _USUAL_POSITIONS:
        return layout.position(_USUAL_POSITIONS[name], name)
    if layout.header is None and name == "quality" and len(layout.names) == 4:
        return 3
    if name in _USUAL_POSITIONS:
        raise FileRejected(
            f"No column of the header ({layout.shown}) has a usual name for the {name}; "
            f"check the separator, or set the source's option {name}_column (and header: false if there is none)."
        )
    return None


def _batch(records: Records, options: Options, clock: LocalClock) -> Batch:
    frame = with_instants(records.frame, options.time_format, clock)
    if "text" in frame.columns:
        value = pl.when(is_missing(pl.col("value"), options.null_words)).then("text").otherwise("value")
        frame = frame.with_columns(value.alias("value"))
    frame = _with_faults(frame, records, options)
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


def _with_faults(frame: pl.DataFrame, records: Records, options: Options) -> pl.DataFrame:
    untagged = pl.col("tag") == ""
    if frame.select(untagged.any()).item():
        fault = pl.when(pl.col("fault").is_null() & untagged).then(pl.lit("the tag's name is empty"))
        frame = frame.with_columns(fault.otherwise("fault").alias("fault"))
    if records.unterminated is not None:
        # A last line without its newline may be cut: its last field is only believed if it is a known word.
        is_last = pl.col("row_no") == records.unterminated
        last = frame.filter(is_last)
        if last.height and "quality" in frame.columns and not options.knows_quality(last["quality"][0]):
            cut = pl.lit("the file ends within this line")
            frame = frame.with_columns(
                pl.when(is_last & pl.col("fault").is_null()).then(cut).otherwise("fault").alias("fault")
            )
    return frame


READER = _DelimitedLongReader()
