"""What all delimited texts of samples share: options, a last line that may be cut, lines that are no samples."""

import polars as pl

from orchestration.readers.contract import FileRejected
from orchestration.readers.delimited_lines import divide
from orchestration.readers.delimited_records import Layout, Records, cut_record
from orchestration.readers.samples import SampleOptions
from orchestration.readers.text_options import DelimitedOptions


class DelimitedSampleOptions(DelimitedOptions, SampleOptions):
    """Options of every delimited text of samples."""


def cut_row(records: Records, options: DelimitedSampleOptions, *, ends_with_quality: bool) -> int | None:
    """row_no of a last record whose last field may be cut, unless that is a whole quality word."""
    row_no = cut_record(records, options)
    if row_no is None or not ends_with_quality:
        return row_no
    raw = records.raw(row_no)
    return None if options.is_quality_word((divide(raw, options) or [raw])[-1]) else row_no


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
