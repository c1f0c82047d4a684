"""Figures of people are of groups: five by default, or as many as plant.yaml says; rows of them are not published."""

from typing import Any

import pytest

from tests.transforms.models import Marts, Models
from tests.transforms.test_iso22400_kpis import MONDAY, at, morning


def present(work_centre: str, worker: str | None, hours: float = 8, work_hours: float = 6) -> dict[str, Any]:
    return {"work_centre": work_centre, "worker": worker, "work_date": MONDAY.date(),
            "attendance_s": hours * 3600, "work_s": work_hours * 3600}  # fmt: skip


# Three on the press, one of them twice, and two on the packer: five on the line.
FIVE = [
    present("press", "w1", hours=4, work_hours=3),
    present("press", "w1", hours=4, work_hours=3),
    present("press", "w2"),
    present("press", "w3"),
    present("packer", "w4"),
    {"work_centre": "packer", "worker": "w5", "start_utc": at("06:00"), "end_utc": at("14:00"), "work_s": 8 * 3600.0},
]
EVENT = {"work_centre": "press", "start_utc": at("07:00"), "end_utc": at("08:00"), "worker": "w1"}
CONFIRMED = {"order_id": "O1", "work_centre": "press", "end_utc": at("08:00"), "worker": "w1"}


def efficiency(marts: Marts, found: str, period_kind: str = "day") -> tuple[Any, ...]:
    return marts.ask(
        "select numerator, denominator, value, missing from iso22400_kpis where kpi = 'worker_efficiency' "
        f"and object = '{found}' and period_kind = '{period_kind}'"
    ).row(0)


@pytest.fixture(scope="module")
def five(models: Models) -> Marts:
    rows = {"personnel_times": FIVE, "operations": [EVENT], "downtime_events": [EVENT], "confirmations": [CONFIRMED]}
    return morning(models, rows, privacy={})


@pytest.mark.parametrize("period_kind", ["day", "week", "month"])
def test_a_group_of_fewer_than_five_has_no_figure_and_says_so(five: Marts, period_kind: str) -> None:
    too_few = (None, None, None, "fewer than 5 people (privacy.least_group)")
    assert efficiency(five, "press", period_kind) == too_few
    assert efficiency(five, "packer", period_kind) == too_few


def test_five_people_of_several_units_are_a_group(five: Marts) -> None:
    """w1 to w4 work 6 of 8 hours, w5 works 8 of 8."""
    assert efficiency(five, "line_of_press") == (115200.0, 144000.0, 0.8, None)
    assert efficiency(five, "acme") == (115200.0, 144000.0, 0.8, None)


def test_rows_name_no_worker_and_no_persons_times(five: Marts) -> None:
    for table in ("operations", "confirmations", "downtime_events", "personnel_times"):
        assert five.ask(f"select count(*), count(worker) from staged.{table}").row(0) == (
            6 if table[0] == "p" else 1,
            0,
        )
    told = five.ask(
        "select count(start_utc), count(end_utc), count(attendance_s), count(work_s), count(work_centre) "
        "from staged.personnel_times"
    )
    assert told.row(0) == (0, 0, 0, 0, 6)
    assert five.failed_checks() == {}


def test_what_plant_yaml_says_holds(models: Models) -> None:
    marts = morning(models, {"personnel_times": FIVE}, privacy={"least_group": 3, "publish_workers": True})

    # Twice 4 hours and twice 8, of which 3, 3, 6 and 6 are work.
    assert efficiency(marts, "press") == (64800.0, 86400.0, 0.75, None)
    assert efficiency(marts, "packer") == (None, None, None, "fewer than 3 people (privacy.least_group)")
    assert marts.ask("select count(distinct worker), sum(work_s) from staged.personnel_times").row(0) == (5, 115200.0)


def test_people_that_nobody_can_tell_apart_are_one(models: Models) -> None:
    nameless = [present("press", None) for _ in range(10)]
    some_named = [present("packer", worker) for worker in ("w1", "w2", "w3", "w4", None, None)]

    marts = morning(models, {"personnel_times": nameless + some_named}, privacy={})

    assert efficiency(marts, "press") == (None, None, None, "workers, to know that they are 5 or more")
    assert efficiency(marts, "packer") == (6 * 21600.0, 6 * 28800.0, 0.75, None)


def test_where_nobody_booked_time_it_is_the_input_that_is_missing(models: Models) -> None:
    marts = morning(models, {"personnel_times": []}, privacy={})
    assert efficiency(marts, "press") == (None, None, None, "personnel_times; personnel_times with work_s")
