"""PI System, wide: DataLink's sampled data."""

from collections.abc import Callable
from datetime import UTC, datetime

from orchestration.readers.contract import Batch
from orchestration.readers.historian.pi_wide import READER
from tests.orchestration.readers.examples import Example

EXAMPLE = Example("time,Öl\n31-Jan-26 06:00:00.000,1\n", bad=("I/O Timeout", "I/O Timeout"), has_local_times=True)

Read = Callable[..., Batch]

SHEET = """\
,SINUSOID,PRESS.STATE,BATCH
31-Jan-26 06:00:00,1.5,Running,4711
31-Jan-26 06:00:01.5,I/O Timeout,Running,A-13
31-Jan-26 06:00:02,Herunterfahren,Shutdown,
"""


def test_each_cell_is_an_event_and_texts_on_numeric_points_are_bad(read_with: Read) -> None:
    rows = read_with(READER, SHEET, text_tags=["BATCH"]).rows
    assert rows.select("tag", "value_num", "value_text", "quality", "row_no").rows() == [
        ("SINUSOID", 1.5, None, 2, 2),
        ("PRESS.STATE", None, "Running", 2, 2),
        ("BATCH", 4711.0, None, 2, 2),
        ("SINUSOID", None, "I/O Timeout", 0, 3),
        ("PRESS.STATE", None, "Running", 2, 3),
        ("BATCH", None, "A-13", 2, 3),
        ("SINUSOID", None, "Herunterfahren", 0, 4),
        ("PRESS.STATE", None, "Shutdown", 0, 4),
    ]
    assert rows["ts_utc"][3] == datetime(2026, 1, 31, 5, 0, 1, 500_000, UTC)


def test_dates_as_the_sheet_is_formatted(read_with: Read) -> None:
    rows = read_with(
        READER, "t;a\n31.01.2026 06:00;1,5\n", separator=";", decimal=",", time_format="%d.%m.%Y %H:%M"
    ).rows
    assert rows.select("ts_utc", "value_num").row(0) == (datetime(2026, 1, 31, 5, tzinfo=UTC), 1.5)


def test_a_repeated_header_is_no_line_of_events(read_with: Read) -> None:
    head, first, *_ = SHEET.splitlines(keepends=True)
    assert read_with(READER, head + first + head + first).rows_read == 6
