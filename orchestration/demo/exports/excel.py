"""Excel: a workbook of DataLink's compressed data, a pair of columns a point beside a sheet of notes."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import xlsxwriter

from orchestration.demo.exports.pi import NO_ANSWER
from orchestration.demo.exports.rows import SERIAL_DAY_OF_1970, Export, Format, LocalClockText, Row, by_tag

_HEAD = 2
"""The row of the points' names, counted from 0, below a banner and an empty row."""


def compressed_data(rows: list[Row], zone: str) -> Export:
    """Times as serial days of the local clock, the point's name above them, values beside; the notes are no samples."""
    clock, file = LocalClockText(zone, ""), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})  # the same seed gives the same bytes
        workbook.add_worksheet("Notes").write_string(0, 0, "Compressed data, inside boundaries, all machines")
        sheet = workbook.add_worksheet("Data")
        shown = workbook.add_format({"num_format": "dd-mmm-yy hh:mm:ss"})
        sheet.write_string(0, 0, "PI DataLink")
        for pair, (tag, events) in enumerate(by_tag(rows).items()):
            sheet.write_string(_HEAD, 2 * pair, tag)
            for row, (at, _, value, good) in enumerate(events, start=_HEAD + 1):
                sheet.write_number(row, 2 * pair, clock.seconds(at) / 86_400 + SERIAL_DAY_OF_1970, shown)
                sheet.write(row, 2 * pair + 1, value if good else NO_ANSWER)
    return Export(file.getvalue(), no_samples=1)


PAIRS = Format("historian.excel", ".xlsx", compressed_data, is_packed=False)
