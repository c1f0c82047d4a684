"""Tables of samples whose values have types of their own: which column is what, and their rows as a batch.

Shared by spreadsheets and Parquet. What their cells hold is each format's own affair.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.delimited_long import USUAL_NAMES
from orchestration.readers.rejected_rows import rejected_frame
from orchestration.readers.samples import SampleOptions, typed_samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TimeFormats
from orchestration.readers.timestamps import ISO_8601

ColumnName = str | int | None


class TypedTableOptions(SampleOptions):
    """Options of tables of typed values. Columns are given by name (any case) or by position from 1."""

    layout: Literal["long", "wide"] | None = Field(
        default=None,
        description="long: one sample a row; wide: one column a tag. Default: long where columns of tag, time and "
        "value are found, else wide.",
    )
    tag_column: ColumnName = Field(
        default=None, description="Long layout: column of the tag's name; default: one of the usual names."
    )
    time_column: ColumnName = Field(
        default=None,
        description="Column of the time; default: one of the usual names, else the only one that holds times.",
    )
    value_column: ColumnName = Field(
        default=None, description="Long layout: column of the value; default: one of the usual names."
    )
    text_column: ColumnName = Field(
        default=None,
        description="Long layout: column that holds the value where value_column is empty; default: vValue if there "
        "is one.",
    )
    quality_column: ColumnName = Field(
        default=None,
        description="Long layout: column of the quality; default: one of the usual names, else none (all good).",
    )
    ignore_columns: tuple[str | int, ...] = Field(
        default=(), description="Wide layout: columns that are no tags, such as a running number."
    )
    time_format: TimeFormats = Field(
        default=ISO_8601, description="Of times that are written as texts or plain numbers, as in delimited text."
    )


@dataclass(frozen=True)
class LongTable:
    """One sample a row: index of each field's column (tag, time, value, perhaps text and quality)."""

    columns: Mapping[str, int]


@dataclass(frozen=True)
class WideTable:
    """One column a tag: index of the time's column, and of each tag's."""

    time: int
    tags: Mapping[str, int]


def table_of(names: Sequence[str], options: TypedTableOptions, times: Collection[int]) -> LongTable | WideTable:
    """What the columns of these names are; an empty name is of no tag.

    `times` are the columns known to hold times. Raises FileRejected where the columns cannot be told.
    """
    columns = {field: _position(names, options, field) for field in USUAL_NAMES}
    if columns["time"] is None and len(times) == 1:
        (columns["time"],) = times
    found = {field: index for field, index in columns.items() if index is not None}
    missing = [field for field in ("tag", "time", "value") if field not in found]
    if options.layout == "long" or (options.layout is None and not missing):
        if missing:
            raise FileRejected(
                f"No column of {_shown(names)} has a usual name for the {missing[0]}; set the source's option "
                f"{missing[0]}_column."
            )
        return LongTable(found)
    if "time" not in found:
        raise FileRejected(
            f"None of the columns {_shown(names)} has a usual name for the time, and {len(times)} of them hold times; "
            "set the source's option time_column."
        )
    return WideTable(found["time"], _tags(names, options, found["time"]))


def _tags(names: Sequence[str], options: TypedTableOptions, time: int) -> dict[str, int]:
    ignored = {time, *(_given(names, column, "ignore_columns") for column in options.ignore_columns)}
    tags: dict[str, int] = {}
    for index, name in enumerate(names):
        if index in ignored or not name:
            continue
        if name in tags:
            raise FileRejected(f"Two columns are called {name!r}, so their values cannot be told apart; rename one.")
        tags[name] = index
    if not tags:
        raise FileRejected(f"Of the columns {_shown(names)} none is left for a tag beside the time.")
    return tags


def _position(names: Sequence[str], options: TypedTableOptions, field: str) -> int | None:
    wanted: ColumnName = getattr(options, f"{field}_column")
    if wanted is not None:
        return _given(names, wanted, f"{field}_column")
    folded = [name.strip().lower() for name in names]
    return next((folded.index(usual) for usual in USUAL_NAMES[field] if folded.count(usual) == 1), None)


def _given(names: Sequence[str], wanted: str | int, option: str) -> int:
    if isinstance(wanted, int):
        if 1 <= wanted <= len(names):
            return wanted - 1
        raise FileRejected(f"There is no column {wanted} for the option {option}: there are {len(names)}.")
    folded = [name.strip().lower() for name in names]
    if folded.count(wanted.strip().lower()) != 1:
        problem = "stands twice among" if wanted.strip().lower() in folded else "is not among"
        raise FileRejected(f"The column {wanted!r} of the option {option} {problem} the columns {_shown(names)}.")
    return folded.index(wanted.strip().lower())


def _shown(names: Sequence[str]) -> str:
    return repr(", ".join(names)[:300])


def typed_batch(frame: pl.DataFrame, options: SampleOptions, raw: Callable[[int], str], rows_read: int) -> Batch:
    """Samples of rows with tag, ts_utc, value_num, value_text, row_no, fault (and quality, is_ambiguous).

    Rows that have a fault, or no tag, are rejected; `raw` gives their text by row_no.
    """
    untagged = pl.when(pl.col("tag").fill_null("").str.strip_chars() == "").then(pl.lit("the tag's name is empty"))
    frame = frame.with_columns(pl.coalesce("fault", untagged).alias("fault"))
    faulty = frame.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
    rejected = rejected_frame((row_no, raw(row_no), fault) for row_no, fault in faulty)
    samples = typed_samples_frame(frame.filter(pl.col("fault").is_null()), options)
    return Batch(SAMPLES, samples, rejected, rows_read)
