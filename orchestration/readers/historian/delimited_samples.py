"""What all delimited texts of samples share: options, a last line that may be cut, lines that are no samples."""

import polars as pl
from pydantic import Field

from orchestration.readers.contract import FileRejected
from orchestration.readers.delimited_lines import divide
from orchestration.readers.delimited_records import Layout, Records
from orchestration.readers.samples import SampleOptions
from orchestration.readers.text_options import DelimitedOptions

CUT = "the file ends within this line, or its newline is missing (then set final_newline: false)"
"""Reason of a last line whose last field may be only the beginning of what was written."""


class DelimitedSampleOptions(DelimitedOptions, SampleOptions):
    """Options of every delimited text of samples."""

    final_newline: bool = Field(
        default=True,
        description="Whether the exporting system ends its last line: then a last line without its newline was cut and "
        "its last field is rejected, unless that is quoted or a quality word. Set it to false where files never end "
        "with a newline.",
    )


def cut_row(records: Records, options: DelimitedSampleOptions, *, ends_with_quality: bool) -> int | None:
    """row_no of a last record whose last field may be cut: 12 of 123 would be another value."""
    if records.unterminated is None or not options.final_newline or not records.frame.height:
        return None
    row_no = int(records.frame["row_no"][-1])
    raw = records.raw(row_no)
    if row_no + raw.count("\n") != records.unterminated:
        return None
    last = (divide(raw, options) or [raw])[-1]
    is_quoted = options.quote is not None and raw.rstrip().endswith(options.quote)
    return None if is_quoted or (ends_with_quality and options.is_quality_word(last)) else row_no


def refuse_another_header(lines: pl.DataFrame, layout: Layout, time: int, options: DelimitedSampleOptions) -> None:
    """Raises FileRejected where a rejected line (row_no, raw) names the columns anew, but not as the header does.

    The lines after it would be read into wrong columns.
    """
    if layout.header is None:
        return
    name = layout.names[time].strip().lower()
    for row_no, raw in lines.select("row_no", "raw").iter_rows():
        fields = [field.strip().lower() for field in divide(raw, options) or ()]
        if name and name in fields:
            raise FileRejected(
                f"Line {row_no} names the columns anew and otherwise than the header ({layout.shown}): "
                "these are two exports in one file; divide it before that line."
            )
