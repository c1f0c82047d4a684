"""PI System, long: piconfig's output and DataLink's columns; digital states among numbers."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian import delimited_long
from orchestration.readers.historian.pi_csv import READER, Options
from orchestration.readers.historian.pi_points import texts_on_numeric_points
from tests.orchestration.readers.examples import Example

EXAMPLE = Example(
    "tag,time,value\nÖl,31-Jan-26 06:00:00.000,1\n", bad=("I/O Timeout", "I/O Timeout"), has_local_times=True
)

Read = Callable[..., Batch]

PICONFIG = """\
* (Ls - PI 3.4) PIconfig> @ostr tag,time,value
@ostr tag,time,value
SINUSOID,31-Jan-26 06:00:00.123,1.5
SINUSOID,31-Jan-26 06:00:01,I/O Timeout
*----------
PRESS.STATE,31-Jan-26 06:00:02.5,Running
"""


def test_piconfig_output_has_no_header_and_lines_that_are_no_events(read_with: Read) -> None:
    batch = read_with(READER, PICONFIG)
    assert batch.rows.rows() == [
        ("SINUSOID", datetime(2026, 1, 31, 5, 0, 0, 123_000, UTC), 1.5, None, 2, None, 3),
        ("SINUSOID", datetime(2026, 1, 31, 5, 0, 1, 0, UTC), None, "I/O Timeout", 0, None, 4),
        ("PRESS.STATE", datetime(2026, 1, 31, 5, 0, 2, 500_000, UTC), None, "Running", 2, None, 6),
    ]
    assert batch.rows_read == 3


def test_a_header_is_known_by_its_usual_names(read_with: Read) -> None:
    line = "SINUSOID,31-Jan-26 06:00:00.000,1.5\n"
    assert read_with(READER, "Tag,Timestamp,Value\n" + line).rows["row_no"].to_list() == [2]
    assert read_with(READER, line).rows["row_no"].to_list() == [1]
    assert read_with(READER, "Punkt,Zeit,Wert\n" + line, tag_column="Punkt", time_column="Zeit",
                     value_column="Wert").rows["row_no"].to_list() == [2]  # fmt: skip


def test_header_false_takes_the_first_line_for_data(read_with: Read) -> None:
    assert read_with(READER, "tag,31-Jan-26 06:00:00,1\n", header=False).rows["tag"].to_list() == ["tag"]


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("31-Jan-26 06:00:00", 0), ("31-JAN-26 06:00:00.1", 100_000), ("31-jan-2026 06:00:00.1234567", 123_456),
        ("31-Jan-26 06:00", 0), ("31-Jan-2026 06:00:00.", None), ("31-Okt-26 06:00:00", None),
    ],
)  # fmt: skip
def test_times_have_english_months_and_years_of_two_or_four_digits(
    text: str, micros: int | None, read_with: Read
) -> None:
    batch = read_with(READER, f"a,{text},1\na,31-Jan-26 06:00:01,1\n")
    found = [time for time in batch.rows["ts_utc"] if time.second == 0]
    assert found == ([] if micros is None else [datetime(2026, 1, 31, 5, 0, 0, micros, UTC)])
    assert batch.rejected.height == (micros is None)


def qualities(read: Read, *lines: str, **options: object) -> list[int]:
    text = "".join(f"{point},31-Jan-26 06:00:{second:02d},{value}\n" for second, line in enumerate(lines)
                   for point, _, value in [line.partition("=")])  # fmt: skip
    return read(READER, text, **options).rows["quality"].to_list()


def test_a_known_state_is_bad_on_any_point(read_with: Read) -> None:
    assert qualities(read_with, "d=Running", "d=Pt Created", "d=SCAN OFF", "d=No Data") == [2, 0, 0, 0]


def test_an_unknown_or_translated_state_on_a_point_with_numbers_is_bad_and_kept(read_with: Read) -> None:
    batch = read_with(
        READER, "n,31-Jan-26 06:00:00,Herunterfahren\nn,31-Jan-26 06:00:01,2\nd,31-Jan-26 06:00:01,Läuft\n"
    )
    assert batch.rows.select("value_text", "quality").rows() == [("Herunterfahren", 0), (None, 2), ("Läuft", 2)]


def test_a_point_of_texts_that_look_like_numbers_is_named(read_with: Read) -> None:
    lines = ["batch.id=4711", "batch.id=A-13", "n=1", "n=A-13"]
    assert qualities(read_with, *lines) == [2, 0, 2, 0]
    assert qualities(read_with, *lines, text_tags=["batch.*"]) == [2, 2, 2, 0]
    assert qualities(read_with, *lines, text_tags=["batch.*"], tag_prefix="north.") == [2, 2, 2, 0]


def test_a_point_is_known_to_be_numeric_in_later_batches(read_with: Read) -> None:
    judged = texts_on_numeric_points(Options())
    numbers = read_with(READER, "n,31-Jan-26 06:00:00,1\n", tag_prefix="").rows
    texts = read_with(
        delimited_long.READER, "tag,time,value\nn,2026-01-31T06:00:00Z,Aus\nd,2026-01-31T06:00:00Z,Aus\n"
    ).rows
    assert judged(texts)["quality"].to_list() == [2, 2]
    judged(numbers)
    assert judged(texts)["quality"].to_list() == [0, 2]


def test_descending_events_tell_the_repeated_hour_apart(read_with: Read) -> None:
    clocks = ["03:00", "02:30", "02:00", "02:30", "02:00", "01:30"]
    rows = read_with(READER, "".join(f"a,26-Oct-25 {clock}:00,1\n" for clock in clocks)).rows
    assert [(ts.hour, ts.minute) for ts in rows["ts_utc"]] == [(2, 0), (1, 30), (1, 0), (0, 30), (0, 0), (23, 30)]


def test_a_cut_last_event_is_rejected(read_with: Read) -> None:
    assert read_with(READER, "a,31-Jan-26 06:00:00,123\na,31-Jan-26 06:00:01,12").rejected["row_no"].to_list() == [2]


def test_windows_1252_and_decimal_commas_with_semicolons(read_with: Read) -> None:
    rows = read_with(READER, "Öl;31-Jan-26 06:00:00;1,5\n".encode("cp1252"), encoding="windows-1252", separator=";",
                     decimal=",").rows  # fmt: skip
    assert rows.select("tag", "value_num").row(0) == ("Öl", 1.5)


def test_another_separator_refuses_the_file(read_with: Read) -> None:
    with pytest.raises(FileRejected, match="no column 2 for time: the lines have 1; check the separator"):
        read_with(READER, "a;31-Jan-26 06:00:00;1\n")
