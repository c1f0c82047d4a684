"""How long repairs take from their report on, and whether service providers keep what they agreed.

Monday 2 March 2026, one shift from 06 to 14 o'clock (UTC).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
MACHINES = {"press": "06:00 RUN, 08:00 TOOL, 09:00 RUN"}


def at(hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(hours=hour, minutes=minute)


def _order(number: str, reported: datetime, kind: str = "corrective", **times: datetime) -> dict[str, Any]:
    return {"maintenance_order": number, "work_centre": "press", "kind": kind, "reported_utc": reported} | times


def _ticket(number: str, reported: datetime, **more: Any) -> dict[str, Any]:
    return {"ticket": number, "work_centre": "press", "provider": "Fixit", "reported_utc": reported} | more


@pytest.fixture(scope="module")
def told(models: Models) -> Marts:
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, at(14)))
    lake.entity("eam", "maintenance_orders", [
        _order("M-1", at(8, 10), start_utc=at(8, 20), finish_utc=at(8, 50)),
        _order("M-2", at(10)),
        _order("M-3", at(12), start_utc=at(11), finish_utc=at(11, 30)),
        _order("M-4", at(12), kind="preventive", start_utc=at(13), finish_utc=at(13, 30)),
    ])  # fmt: skip
    lake.entity("eam", "maintenance_notifications", [
        {"notification": "N-1", "maintenance_order": "M-1", "work_centre": "press", "kind": "malfunction",
         "reported_utc": at(8, 5), "malfunction_start_utc": at(8), "malfunction_end_utc": at(8, 55),
         "reported_reason": "E17"},
        {"notification": "N-2", "work_centre": "press", "kind": "malfunction", "reported_utc": at(11)},
        {"notification": "N-3", "work_centre": "press", "kind": "request", "reported_utc": at(11)},
    ])  # fmt: skip
    lake.entity("service", "service_tickets", [
        _ticket("T-1", at(8, 5), responded_utc=at(8, 35), agreed_response_s=1800.0, repaired_utc=at(10, 5),
                agreed_repair_s=3600.0),
        _ticket("T-2", at(13, 30), agreed_response_s=900.0, agreed_repair_s=7200.0),
        _ticket("T-3", at(9), responded_utc=at(10)),
    ])  # fmt: skip
    text = sites(
        {"id": "north", "machines": ["press"]}, history_start="2026-03-02", sources=["historian", "eam", "service"]
    )
    files = configuration(MACHINES, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    return models.run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


def test_a_repair_is_timed_from_its_first_report_to_its_finish(told: Marts) -> None:
    asked = told.rows(
        "select notification, reported_reason, stop_to_report_s, report_to_start_s, start_to_finish_s, "
        "report_to_finish_s, malfunction_s, joined_stop_count, joined_stop_s, missing "
        "from repair_times where maintenance_order = 'M-1'"
    )
    assert asked == [("N-1", "E17", 300, 900, 1800, 2700, 3300, 1, 3600, None)]


def test_a_repair_that_cannot_be_timed_says_why(told: Marts) -> None:
    asked = told.rows(
        "select coalesce(maintenance_order, notification) as repair, report_to_finish_s, missing from repair_times "
        "where missing is not null order by repair"
    )
    assert asked == [
        ("M-2", None, "it is not finished"),
        ("M-3", None, "it was reported after it was finished"),
        ("N-2", None, "no maintenance order belongs to it"),
    ]


def test_the_mean_from_report_to_finish_stands_beside_the_mean_of_stops(told: Marts) -> None:
    """One failure of an hour, one repair of 45 minutes from its report."""
    for table in ("maintenance_by_day", "maintenance_by_month"):
        asked = told.rows(
            f"select mttr_h, finished_repair_count, report_to_finish_s, mean_time_from_report_to_finish_s from {table} "
            "where object = 'line_of_press'"
        )
        assert asked == [(1.0, 1, 2700, 2700.0)]


def test_what_a_provider_agreed_is_kept_missed_or_not_to_be_judged(told: Marts) -> None:
    """T-1 is answered in the very last second and repaired late; T-2 waits, and may still be repaired in time."""
    asked = told.rows(
        "select ticket, response_s, is_response_kept, repair_s, is_repair_kept, missing "
        "from service_level order by ticket"
    )
    assert asked == [
        ("T-1", 1800, True, 7200, False, None),
        ("T-2", None, False, None, None, "not repaired yet"),
        ("T-3", 3600, None, None, None, "no response time was agreed; no repair time was agreed"),
    ]


def test_the_share_of_tickets_within_the_agreed_time_leaves_out_what_is_not_to_be_judged(told: Marts) -> None:
    """Two of three have an agreed response, one kept it; one repair is judged, and late."""
    asked = told.rows("select * exclude (work_unit, line, site) from service_level_by_month")
    assert asked == [(date(2026, 3, 1), "Fixit", "press", 3, 2, 1, 0.5, 2700.0, 1, 0, 0.0, 7200.0)]
