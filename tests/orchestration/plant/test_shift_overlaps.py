from collections.abc import Callable

import pytest

from orchestration.plant import Workspace

Errors = Callable[..., list[str]]
HEADER = "scope,shift,days,start,end,valid_from,valid_to\n"


def test_two_shifts_at_once_are_an_error(errors: Errors) -> None:
    found = errors(shifts=HEADER + "north,early,Mon-Fri,06:00,14:00,,\nnorth,late,Fri,13:30,22:00,,\n")
    assert found == [
        "shifts.csv, line 3, start: 'late' overlaps 'early' of line 2, first on Fri 2026-10-23. "
        "A unit is in one shift at a time: correct days, start, end or validity of one of them."
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("north,night,Sun,22:00,06:30,,\nnorth,early,Mon,06:00,14:00,,\n", id="over midnight"),
        pytest.param("north,early,Mon,06:00,14:00,,\nnorth,night,Sun,22:00,06:30,,\n", id="over midnight, later first"),
        pytest.param("north,all,daily,00:00,24:00,,\nnorth,x,Sat,12:00,13:00,,\n", id="around the clock"),
        pytest.param("north,all,Mon,06:00,06:00,,\nnorth,x,Mon,05:00,06:00,,\n", id="before the day's start"),
        pytest.param(
            "north,a,daily,06:00,14:00,,2027-06-01\nnorth,b,daily,06:00,14:00,2027-06-01,\n", id="one day of validity"
        ),
        pytest.param(
            "north,a,daily,22:00,07:00,,2027-05-31\nnorth,b,daily,06:00,14:00,2027-06-01,\n",
            id="over midnight and over validity",
        ),
        pytest.param(
            "north,a,Sat-Mon,06:00,14:00,,9999-12-31\nnorth,b,Sun,08:00,9:00,,9999-12-31\n", id="to the end of time"
        ),
    ],
)
def test_overlaps_are_found(errors: Errors, rows: str) -> None:
    assert [error.partition(":")[0] for error in errors(shifts=HEADER + rows)] == ["shifts.csv, line 3, start"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("north,night,Sun,22:00,06:00,,\nnorth,early,Mon,06:00,14:00,,\n", id="one follows the other"),
        pytest.param("north,night,Sun,22:00,06:30,,\nnorth,early,Tue,06:00,14:00,,\n", id="on other days"),
        pytest.param(
            "north,a,daily,06:00,14:00,,2027-05-31\nnorth,b,daily,06:00,14:00,2027-06-01,\n", id="in other years"
        ),
        pytest.param("north,a,daily,06:00,14:00,,\nl1,b,daily,08:00,16:00,,\n", id="of another scope"),
    ],
)
def test_what_does_not_overlap_is_right(workspace: Callable[..., Workspace], rows: str) -> None:
    workspace(shifts=HEADER + rows).load()


def test_a_name_that_a_day_would_have_twice_is_an_error(errors: Errors) -> None:
    found = errors(shifts=HEADER + "north,a,Mon,06:00,10:00,,\nnorth,a,daily,14:00,18:00,,\n")
    assert found == [
        "shifts.csv, line 3, shift: 2026-10-19 would have the shift 'a' twice: this and that of line 2. "
        "Give the two parts different names."
    ]
