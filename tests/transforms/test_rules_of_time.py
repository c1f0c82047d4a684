"""Each rule of docs/kpis.md about time, on machines that do one thing each, with seconds counted by hand.

Monday 2 March 2026, three shifts (06, 14, 22 o'clock, UTC), break 10:00 to 10:30, no shift on Sundays; stops up to
300 s are minor, gaps up to 60 s are bridged.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)

MACHINES = {
    "midnight": "06:00 RUN, 23:50 STOP, 24:20 RUN",
    "day_start": "06:00 RUN, 29:58 STOP, 30:04 RUN",
    "shift_change": "06:00 RUN, 13:58 STOP, 14:04 RUN",
    "order_change": "06:00 RUN, 06:00 order=A, 11:00 STOP, 11:03 order=B, 11:06 RUN",
    "on_threshold": "06:00 RUN, 11:00 STOP, 11:05 RUN, 12:00 STOP, 12:05:00.000001 RUN",
    "strict": "06:00 RUN, 11:00 STOP, 11:01 RUN, 12:00 STOP, 12:01:00.000001 RUN",
    "break_in_stop": "06:00 RUN, 09:58 STOP, 10:32 RUN",
    "stop_in_break": "06:00 RUN, 10:05 STOP, 10:20 RUN",
    "short_gap": "06:00 RUN, 11:00 STOP, 11:04 LOST, 11:05 STOP, 11:09 RUN",
    "long_gap": "06:00 RUN, 11:00 STOP, 11:04 LOST, 11:05:00.000001 STOP, 11:09 RUN",
    "gap_between_families": "06:00 RUN, 11:00 STOP, 11:04 LOST, 11:05 STARVED, 11:09 RUN",
    "over_sunday": "06:00 RUN, 149:58 STOP, 174:04 RUN",
    "on_sunday": "06:00 RUN, 150:00 STOP, 160:00 RUN, 161:00 STOP, 165:00 LOST, 174:00 RUN",
    "on_holiday": "06:00 RUN, 54:00 JAM, 60:00 RUN, 60:30 STOP, 78:00 RUN",
    "set_up": "06:00 RUN, 11:00 SETUP, 11:40 STOP, 11:43 RUN",
    "waits": "06:00 RUN, 11:00 BLOCKED, 11:02 STARVED, 11:05 NO_MATERIAL, 11:09 STOP, 11:10 RUN",
    "reasons": "06:00 RUN, 11:00 JAM, 11:03 TOOL, 11:07 RUN, 12:00 JAM, 12:03 TOOL, 12:06 RUN",
    "maintained": "06:00 RUN, 08:00 SERVICE, 09:20 RUN",
    "maintained_early": "06:00 RUN, 07:50 SERVICE, 08:40 RUN",
    "served_unplanned": "06:00 RUN, 11:00 SERVICE, 11:50 RUN",
    "distrusted": "06:00 RUN, 11:00 NEVER_MAPPED, 11:01 RUN",
    "open": "06:00 RUN, 182:00 STOP",
}
"""What each machine says, by hours since Monday's midnight; all are heard last at 182:10, the Monday after at 14:10."""


@pytest.fixture(scope="module")
def marts(models: Models) -> Marts:
    """All machines, one line each."""
    machines = [{"id": name} | ({"minor_stop_threshold_s": 60} if name == "strict" else {}) for name in MACHINES]
    described = plant(
        sites({"id": "works", "machines": machines}, history_start="2026-03-02"),
        **configuration(
            MACHINES,
            shifts="scope,shift,days,start,end\n"
            "works,early,Mon-Sat,06:00,14:00\nworks,late,Mon-Sat,14:00,22:00\nworks,night,Mon-Sat,22:00,06:00\n",
            calendar="scope,kind,name,days,start,end,reason\nworks,break,Break,Mon-Sat,10:00,10:30,\n"
            "on_holiday,holiday,Holiday,2026-03-04,,,\n"
            "maintained,maintenance,Service,2026-03-02,08:00,09:00,service\n"
            "maintained_early,maintenance,Service,2026-03-02,08:00,09:00,service\n",
        ),
    )
    lake = Lake()
    lake.samples("historian", samples(MACHINES, MONDAY, MONDAY + timedelta(hours=182, minutes=10)))
    return models.run(lake.tables(), compile_config(described, date(2026, 3, 10)))


def stops(marts: Marts, machine: str) -> list[tuple[object, ...]]:
    """Its stops as (hours since Monday's midnight they begin and end at, kind, seconds that count)."""
    found = marts.ask(
        f"select start_utc, end_utc, kind, duration_s from fct_stops where work_unit = '{machine}' order by start_utc"
    )
    return [(clock(start), clock(end), kind, seconds) for start, end, kind, seconds in found.rows()]


def pieces(marts: Marts, machine: str, since: str, until: str) -> list[tuple[object, ...]]:
    """Its time on Monday between two clock times as (begin, bucket, seconds)."""
    found = marts.ask(
        f"select start_utc, bucket, duration_s from fct_time_segments where work_unit = '{machine}' "
        f"and start_utc >= timestamptz '2026-03-02' + interval '{since}' "
        f"and start_utc < timestamptz '2026-03-02' + interval '{until}' order by start_utc"
    )
    return [(clock(start), bucket, seconds) for start, bucket, seconds in found.rows()]


def clock(time: datetime) -> str:
    minutes = (time - MONDAY).total_seconds() / 60
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}"


def test_time_closes_and_every_check_of_the_project_holds(marts: Marts) -> None:
    assert marts.failed_checks() == {}


def test_a_stop_over_midnight_is_one_stop_of_the_night_shift(marts: Marts) -> None:
    assert stops(marts, "midnight") == [("23:50", "24:20", "breakdown", 1800.0)]
    assert marts.rows("select production_date, shift from fct_stops where work_unit = 'midnight'") == [
        (date(2026, 3, 2), "night")
    ]


def test_a_stop_over_the_start_of_the_production_day_keeps_its_class_on_both_sides(marts: Marts) -> None:
    """Two and four minutes: minor each, a breakdown together."""
    assert stops(marts, "day_start") == [("29:58", "30:04", "breakdown", 360.0)]
    assert pieces(marts, "day_start", "29:58", "30:04") == [
        ("29:58", "breakdown", 120.0),
        ("30:00", "breakdown", 240.0),
    ]


def test_a_stop_over_a_change_of_shift_keeps_its_class_in_both(marts: Marts) -> None:
    assert stops(marts, "shift_change") == [("13:58", "14:04", "breakdown", 360.0)]
    by_shift = marts.rows(
        "select shift, breakdown_s, minor_stop_s from oee_by_shift "
        "where object = 'shift_change' and production_date = '2026-03-02' and shift != 'night' order by shift"
    )
    assert by_shift == [("early", 120, 0), ("late", 240, 0)]


def test_a_stop_over_a_change_of_order_keeps_its_class_for_both(marts: Marts) -> None:
    assert stops(marts, "order_change") == [("11:00", "11:06", "breakdown", 360.0)]
    by_order = marts.rows(
        "select order_id, bucket, duration_s from fct_time_segments "
        "where work_unit = 'order_change' and stop_id is not null order by start_utc"
    )
    assert by_order == [("A", "breakdown", 180), ("B", "breakdown", 180)]


def test_a_stop_exactly_on_the_threshold_is_minor_and_a_microsecond_more_a_breakdown(marts: Marts) -> None:
    assert stops(marts, "on_threshold") == [
        ("11:00", "11:05", "minor_stop", 300.0),
        ("12:00", "12:05", "breakdown", 300.000001),
    ]


def test_each_machine_has_its_own_threshold(marts: Marts) -> None:
    """One minute."""
    assert stops(marts, "strict") == [
        ("11:00", "11:01", "minor_stop", 60.0),
        ("12:00", "12:01", "breakdown", 60.000001),
    ]


def test_a_holiday_is_unscheduled_but_for_what_runs_on_it(marts: Marts) -> None:
    """Wednesday's production day is 54:00 to 78:00; its machine runs for half an hour of it."""
    assert stops(marts, "on_holiday") == []
    columns = "producing_s, unplanned_run_s, pbt_s, unscheduled_s, planned_s"
    wednesday = "object = 'on_holiday' and production_date = '2026-03-04'"
    assert marts.rows(f"select {columns} from oee_by_day where {wednesday}") == [(1800, 1800, 1800, 84600, 0)]


def test_a_planned_break_inside_a_stop_neither_ends_it_nor_counts(marts: Marts) -> None:
    """Two minutes before the break and two after it: a minor stop of four."""
    assert stops(marts, "break_in_stop") == [("09:58", "10:32", "minor_stop", 240.0)]
    assert pieces(marts, "break_in_stop", "09:58", "10:32") == [
        ("09:58", "minor_stop", 120.0),
        ("10:00", "planned", 1800.0),
        ("10:30", "minor_stop", 120.0),
    ]


def test_a_stop_inside_a_break_is_the_break(marts: Marts) -> None:
    """And what ran before and after it within the break is producing outside the plan."""
    assert stops(marts, "stop_in_break") == []
    assert pieces(marts, "stop_in_break", "10:00", "10:30") == [
        ("10:00", "producing", 300.0),
        ("10:05", "planned", 900.0),
        ("10:20", "producing", 600.0),
    ]
    early = "object = 'stop_in_break' and shift = 'early' and production_date = '2026-03-02'"
    assert marts.rows(f"select unplanned_run_s, planned_s, pbt_s from oee_by_shift where {early}") == [
        (900, 900, 8 * 3600 - 900)
    ]


def test_a_gap_up_to_the_limit_does_not_split_a_stop_and_is_unknown(marts: Marts) -> None:
    """Eight minutes stopped around 60 s unknown: a breakdown of 480 s."""
    assert stops(marts, "short_gap") == [("11:00", "11:09", "breakdown", 480.0)]
    assert pieces(marts, "short_gap", "11:00", "11:09") == [
        ("11:00", "breakdown", 240.0),
        ("11:04", "unknown", 60.0),
        ("11:05", "breakdown", 240.0),
    ]


def test_a_gap_a_microsecond_longer_splits_it_into_two_minor_stops(marts: Marts) -> None:
    assert stops(marts, "long_gap") == [
        ("11:00", "11:04", "minor_stop", 240.0),
        ("11:05", "11:09", "minor_stop", 239.999999),
    ]


def test_a_gap_between_two_families_joins_nothing(marts: Marts) -> None:
    assert stops(marts, "gap_between_families") == [
        ("11:00", "11:04", "minor_stop", 240.0),
        ("11:05", "11:09", "external", 240.0),
    ]


def test_unscheduled_time_neither_ends_a_stop_nor_counts(marts: Marts) -> None:
    """Two minutes before Sunday and four after it are one stop of six."""
    assert stops(marts, "over_sunday") == [("149:58", "174:04", "breakdown", 360.0)]


def test_running_on_a_sunday_is_producing_outside_the_plan_and_all_else_unscheduled(marts: Marts) -> None:
    """Sunday's production day is 150:00 to 174:00; also what is not known of it is unscheduled."""
    sunday = "object = 'on_sunday' and production_date = '2026-03-08'"
    columns = "producing_s, unplanned_run_s, pbt_s, unscheduled_s, unknown_s, calendar_s"
    assert marts.rows(f"select {columns} from oee_by_day where {sunday}") == [(3600, 3600, 3600, 82800, 0, 86400)]
    assert stops(marts, "on_sunday") == []


def test_set_up_is_a_changeover_and_the_stop_after_it_an_own_one(marts: Marts) -> None:
    assert stops(marts, "set_up") == [("11:00", "11:40", "changeover", 2400.0), ("11:40", "11:43", "minor_stop", 180.0)]


def test_waiting_for_others_is_one_external_stop_until_the_machine_stops_itself(marts: Marts) -> None:
    """Blocked, starved and without material are one family; a reason's bucket beats the state's."""
    assert stops(marts, "waits") == [("11:00", "11:09", "external", 540.0), ("11:09", "11:10", "minor_stop", 60.0)]


def test_reasons_may_change_within_a_stop_and_the_longest_names_it(marts: Marts) -> None:
    """Three minutes of jam and four of tool; of three each, the first."""
    assert stops(marts, "reasons") == [("11:00", "11:07", "breakdown", 420.0), ("12:00", "12:06", "breakdown", 360.0)]
    named = marts.rows("select reason, is_failure from fct_stops where work_unit = 'reasons' order by start_utc")
    assert named == [("tool", True), ("jam", False)]
    by_reason = marts.rows(
        "select reason, sum(duration_s) from fct_time_segments "
        "where work_unit = 'reasons' and stop_id is not null group by reason order by reason"
    )
    assert by_reason == [("jam", 360), ("tool", 420)]


def test_what_exceeds_the_plan_of_maintenance_is_an_own_stop(marts: Marts) -> None:
    """Planned 08:00 to 09:00: twenty minutes too long, or begun ten minutes too early."""
    assert stops(marts, "maintained") == [("09:00", "09:20", "breakdown", 1200.0)]
    assert stops(marts, "maintained_early") == [("07:50", "08:00", "breakdown", 600.0)]
    assert pieces(marts, "maintained_early", "07:50", "09:00") == [
        ("07:50", "breakdown", 600.0),
        ("08:00", "planned", 2400.0),
        ("08:40", "producing", 1200.0),
    ]


def test_maintenance_by_its_reason_alone_is_planned(marts: Marts) -> None:
    assert stops(marts, "served_unplanned") == []
    assert pieces(marts, "served_unplanned", "11:00", "11:50") == [("11:00", "planned", 3000.0)]


def test_a_state_that_is_not_mapped_is_unknown_and_never_stopped(marts: Marts) -> None:
    assert stops(marts, "distrusted") == []
    assert pieces(marts, "distrusted", "11:00", "11:01") == [("11:00", "unknown", 60.0)]
    assert marts.rows("select reason from fct_time_segments where work_unit = 'distrusted' and bucket = 'unknown'") == [
        ("unmapped_state",)
    ]


def test_an_open_stop_counts_up_to_the_newest_data_and_no_further(marts: Marts) -> None:
    """Stopped at 182:00, last heard of at 182:10."""
    assert stops(marts, "open") == [("182:00", "182:10", "breakdown", 600.0)]
    assert marts.rows("select is_open from fct_stops where work_unit = 'open'") == [(True,)]
    assert marts.rows("select count(*) from fct_stops where is_open") == [(1,)]
