"""The rules of docs/kpis.md about clocks, silence and what is known later, with seconds counted by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

ROUND_THE_CLOCK = "".join(
    f"{site},early,daily,06:00,14:00\n{site},late,daily,14:00,22:00\n{site},night,daily,22:00,06:00\n"
    for site in ("berlin", "kolkata", "adelaide")
)


@pytest.fixture(scope="module")
def three_zones(models: Models) -> Marts:
    """A machine a site, production days from 06:00: Berlin loses an hour on 29 March, Adelaide gains one on 5 April."""
    zones = {"berlin": "Europe/Berlin", "kolkata": "Asia/Kolkata", "adelaide": "Australia/Adelaide"}
    stories = {
        "press": ("berlin", "06:00 RUN, 71:30 STOP, 75:30 RUN"),
        "loom": ("kolkata", "06:00 RUN, 06:00 total=0, 07:00 total=60, 07:45 total=75"),
        "mill": ("adelaide", "06:00 RUN, 239:30 STOP, 243:30 RUN"),
    }
    described = plant(
        sites(
            *(
                {"id": site, "time_zone": zone, "machines": [unit]}
                for (site, zone), unit in zip(zones.items(), stories, strict=True)
            ),
            history_start="2026-03-26",
        ),
        **configuration(
            {unit: story for unit, (_, story) in stories.items()},
            shifts="scope,shift,days,start,end\n" + ROUND_THE_CLOCK,
        ),
    )
    lake = Lake()
    for unit, (site, story) in stories.items():
        # Times of the clock on the wall: adding hours to a local time moves its hands, whatever the clocks do.
        zone = ZoneInfo(zones[site])
        local = samples({unit: story}, datetime(2026, 3, 26, tzinfo=zone), datetime(2026, 4, 8, tzinfo=zone))
        lake.samples("historian", local)
    return models.run(lake.tables(), compile_config(described, date(2026, 4, 8)))


def test_every_check_of_the_project_holds_in_all_zones(three_zones: Marts) -> None:
    assert three_zones.failed_checks() == {}


@pytest.mark.parametrize(
    ("site", "production_date", "hours"),
    [
        ("berlin", "2026-03-27", 24),
        ("berlin", "2026-03-28", 23),
        ("berlin", "2026-03-29", 24),
        ("adelaide", "2026-04-03", 24),
        ("adelaide", "2026-04-04", 25),
        ("adelaide", "2026-04-05", 24),
        ("kolkata", "2026-03-28", 24),
        ("kolkata", "2026-04-04", 24),
    ],
)
def test_days_have_the_length_that_the_clock_gives_them(
    three_zones: Marts, site: str, production_date: str, hours: int
) -> None:
    day = f"level = 'site' and object = '{site}' and production_date = '{production_date}'"
    assert three_zones.rows(f"select calendar_s from oee_by_day where {day}") == [(hours * 3600,)]


def test_a_night_shift_is_shorter_or_longer_by_the_hour_of_the_change(three_zones: Marts) -> None:
    nights = three_zones.rows(
        "select site, production_date, calendar_s from oee_by_shift where level = 'site' and shift = 'night' "
        "and (site, production_date) in (('berlin', '2026-03-28'), ('adelaide', '2026-04-04')) order by site"
    )
    assert nights == [("adelaide", date(2026, 4, 4), 9 * 3600), ("berlin", date(2026, 3, 28), 7 * 3600)]


def test_a_stop_over_a_change_of_clocks_has_its_elapsed_length(three_zones: Marts) -> None:
    """23:30 to 03:30 by the clock on the wall: three hours in spring, five in autumn."""
    stops = three_zones.rows("select work_unit, kind, duration_s, production_date from fct_stops order by work_unit")
    assert stops == [
        ("mill", "breakdown", 5 * 3600, date(2026, 4, 4)),
        ("press", "breakdown", 3 * 3600, date(2026, 3, 28)),
    ]


def test_hours_of_a_half_hour_zone_begin_at_half_past(three_zones: Marts) -> None:
    """06:00 in Kolkata is 00:30 UTC: sixty units in its first hour, fifteen in the next."""
    hours = three_zones.rows(
        "select hour_utc, total_count from fct_production where work_unit = 'loom' order by hour_utc"
    )
    assert hours == [
        (datetime(2026, 3, 26, 0, 30, tzinfo=UTC), 60.0),
        (datetime(2026, 3, 26, 1, 30, tzinfo=UTC), 15.0),
    ]


def test_one_instant_is_of_another_production_day_in_each_zone(three_zones: Marts) -> None:
    """Midnight UTC of 30 March: 02:00 in Berlin and 05:30 in Kolkata, the day before; 10:30 in Adelaide, the 30th."""
    days = three_zones.rows(
        "select site, production_date from fct_time_segments "
        "where start_utc <= '2026-03-30 00:00:00+00' and end_utc > '2026-03-30 00:00:00+00' order by site"
    )
    assert days == [("adelaide", date(2026, 3, 30)), ("berlin", date(2026, 3, 29)), ("kolkata", date(2026, 3, 29))]


MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
DAY_SHIFT = "scope,shift,days,start,end\nworks,day,daily,06:00,14:00\n"
SHORTENED = "scope,shift,days,start,end\nworks,day,daily,06:00,12:00\n"


def heard(models: Models, days: float, shifts: str = DAY_SHIFT) -> Marts:
    """A plant as it is known `days` after Monday's midnight: `live` on a source that beats every ten minutes, `lost` on
    one that falls silent on Monday at 08:00 for a week but for 15 minutes of silence that are none."""
    stories = {
        "live": "06:00 RUN, 13:00 STOP, 31:00 RUN",
        "lost": "06:00 RUN, 07:45 RUN, 08:00 RUN, 176:00 STOP, 176:10 STOP",
    }
    described = plant(
        sites(
            {"id": "works", "machines": list(stories)},
            history_start="2026-03-02",
            stale_after_s=900,
            sources=["historian", "gateway"],
        ),
        **configuration(
            stories,
            shifts=shifts,
            tags="source,tag,work_unit,signal\nhistorian,live.state,live,state\ngateway,lost.state,lost,state\n",
        ),
    )
    lake = Lake()
    until = MONDAY + timedelta(days=days)
    beats = [("beat", MONDAY + timedelta(minutes=at), 1.0) for at in range(0, 9 * 24 * 60, 10)]
    quarters = [("beat", MONDAY + timedelta(minutes=at), 1.0) for at in range(360, 480, 15)]
    told = samples(stories, MONDAY)
    for source, machine, ticks in (("historian", "live", beats), ("gateway", "lost", quarters)):
        said = [sample for sample in told if sample[0] == f"{machine}.state"]
        lake.samples(source, [sample for sample in [*said, *ticks] if sample[1] <= until])
    return models.run(lake.tables(), compile_config(described, date(2026, 3, 10)))


@pytest.fixture(scope="module")
def after_nine_days(models: Models) -> Marts:
    return heard(models, 8.5)


def of_day(marts: Marts, machine: str, production_date: str, *columns: str) -> tuple[object, ...]:
    day = f"object = '{machine}' and production_date = '{production_date}'"
    (row,) = marts.rows(f"select {', '.join(columns)} from oee_by_day where {day}")
    return row


def test_a_quiet_tag_of_a_live_source_is_unchanged(after_nine_days: Marts) -> None:
    """It said RUN on Tuesday at 07:00 and nothing since: it runs, the sixteen hours outside its shift too."""
    columns = ("producing_s", "unknown_s", "availability", "coverage")
    assert of_day(after_nine_days, "live", "2026-03-06", *columns) == (24 * 3600, 0, 1.0, 1.0)


def test_a_source_silent_for_longer_than_it_may_be_is_unknown_from_then_on(after_nine_days: Marts) -> None:
    """Last heard of at 08:00, known until 08:15; silences of just 15 minutes are none."""
    columns = ("producing_s", "unknown_s", "breakdown_s", "minor_stop_s")
    assert of_day(after_nine_days, "lost", "2026-03-02", *columns) == (8100, 8 * 3600 - 8100, 0, 0)


def test_a_machine_without_data_for_a_week_is_unknown_and_its_figures_are_null(after_nine_days: Marts) -> None:
    columns = ("unknown_s", "unscheduled_s", "pbt_s", "known_busy_s", "availability", "oee", "coverage")
    for day in range(3, 9):
        found = of_day(after_nine_days, "lost", f"2026-03-{day:02}", *columns)
        assert found == (8 * 3600, 16 * 3600, 8 * 3600, 0, None, None, 0.0)


def test_an_open_stop_ends_with_the_data_of_its_own_source(after_nine_days: Marts) -> None:
    """Stopped on the second Monday at 08:00, last heard of at 08:10; the other source is heard until Tuesday noon."""
    stops = after_nine_days.rows("select start_utc, duration_s, is_open from fct_stops where work_unit = 'lost'")
    assert stops == [(datetime(2026, 3, 9, 8, tzinfo=UTC), 600, True)]


def test_a_silent_machine_lowers_the_coverage_of_its_site_and_not_its_availability(after_nine_days: Marts) -> None:
    """Of 24 planned busy hours of the one and 8 of the other, 24 are known."""
    site = of_day(after_nine_days, "works", "2026-03-06", "availability", "coverage")
    assert site == (1.0, 0.75)


def test_an_open_stop_is_the_same_stop_when_it_ends(models: Models) -> None:
    """Stopped at 13:00; known up to 13:30, then a week later. The night between two shifts does not count."""
    question = "select stop_id, kind, duration_s, is_open from fct_stops where work_unit = 'live'"
    ((open_id, *while_open),) = heard(models, (13 * 60 + 30) / (24 * 60)).rows(question)
    ((closed_id, *at_last),) = heard(models, 8.5).rows(question)
    assert open_id == closed_id
    assert (while_open, at_last) == (["breakdown", 1800, True], ["breakdown", 2 * 3600, False])


def test_a_stop_is_open_in_the_night_after_it_too(models: Models) -> None:
    """Known up to 23:00: the shift ended at 14:00 with the machine stopped, and nothing says that it will run again."""
    while_open = heard(models, 23 / 24).rows(
        "select duration_s, end_utc, is_open from fct_stops where work_unit = 'live'"
    )
    assert while_open == [(3600, MONDAY + timedelta(hours=14), True)]


def test_a_shift_edited_after_the_fact_moves_time_between_the_plan_and_outside(
    models: Models, after_nine_days: Marts
) -> None:
    """The shift ended at noon: what ran after it ran outside the plan, what stood is unscheduled."""
    columns = ("producing_s", "breakdown_s", "unscheduled_s", "unplanned_run_s", "pbt_s", "calendar_s")
    edited = heard(models, 8.5, SHORTENED)
    assert of_day(after_nine_days, "live", "2026-03-02", *columns) == (
        7 * 3600,
        3600,
        16 * 3600,
        0,
        8 * 3600,
        24 * 3600,
    )
    assert of_day(edited, "live", "2026-03-02", *columns) == (7 * 3600, 0, 17 * 3600, 3600, 7 * 3600, 24 * 3600)
    assert edited.rows("select start_utc, duration_s from fct_stops where work_unit = 'live'") == [
        (datetime(2026, 3, 3, 6, tzinfo=UTC), 3600)
    ]
    assert edited.failed_checks() == {}
