"""Waiting that only the neighbours tell of (docs/decisions, on waiting): lines of two or three machines, one case each.

Monday 2 March 2026, shift 06:00 to 14:00, break 10:00 to 10:30; all machines run from 06:00 unless they say otherwise.
STOP tells no cause, JAM and TOOL tell one.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)

LINES: dict[str, list[str]] = {
    "starved": ["07:00 JAM, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
    "blocked": ["07:02 STOP, 07:22 RUN", "07:00 JAM, 07:20 RUN"],
    "told": ["07:00 JAM, 07:20 RUN", "07:02 TOOL, 07:22 RUN"],
    "chain": ["07:00 STOP, 07:20 RUN", "07:02 STOP, 07:22 RUN", "07:04 STOP, 07:23 RUN"],
    "together": ["07:00 STOP, 07:20 RUN", "07:00 STOP, 07:20 RUN"],
    "half": ["07:00 JAM, 07:12 RUN", "07:02 STOP, 07:22 RUN"],
    "more_than_half": ["07:00 JAM, 07:12:00.000001 RUN", "07:02 STOP, 07:22 RUN"],
    "waits_for_me": ["07:00 BLOCKED, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
    "passes_on": ["07:00 STARVED, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
    "jam_at_restart": ["07:00 JAM, 07:20 RUN", "07:02 STOP, 07:22 JAM, 07:26 RUN"],
    "over_break": ["09:50 TOOL, 10:40 RUN", "09:55 STOP, 10:41 RUN"],
    "short_gap": ["07:00 JAM, 07:20 RUN", "07:02 STOP, 07:10 LOST, 07:11 STOP, 07:22 RUN"],
    "set_up": ["07:00 SETUP, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
    "not_known": ["07:00 LOST, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
    "not_next": ["07:00 JAM, 07:20 RUN", "06:30 RUN", "07:02 STOP, 07:22 RUN"],
    "off": ["07:00 JAM, 07:20 RUN", "07:02 STOP, 07:22 RUN"],
}
"""What the machines of each line say, in the order of the flow; `off` is a line without derived waiting."""


@pytest.fixture(scope="module")
def marts(models: Models) -> Marts:
    stories = {f"{line}_{n}": f"06:00 RUN, {said}" for line, units in LINES.items() for n, said in enumerate(units, 1)}
    settings = {f"line_{number}": {"derive_waiting": line != "off"} for number, line in enumerate(LINES)}
    units = [[f"{line}_{n}" for n in range(1, len(said) + 1)] for line, said in LINES.items()]
    described = plant(
        sites({"id": "works", "machines": units, **settings}, history_start="2026-03-02"),
        **configuration(
            stories,
            shifts="scope,shift,days,start,end\nworks,day,daily,06:00,14:00\n",
            calendar="scope,kind,name,days,start,end\nworks,break,Break,daily,10:00,10:30\n",
        ),
    )
    lake = Lake()
    lake.samples("historian", samples(stories, MONDAY, MONDAY + timedelta(hours=14)))
    return models.run(lake.tables(), compile_config(described, date(2026, 3, 3)))


def stops(marts: Marts, line: str) -> list[tuple[object, ...]]:
    """The line's stops as (place in the line, kind, reason, caused by, minutes)."""
    return marts.rows(
        "select units.position, kind, reason, caused_by, cast(duration_s / 60 as integer) from fct_stops as stops "
        "inner join dim_work_unit as units using (work_unit) "
        f"where work_unit like '{line}\\__' escape '\\' order by stops.start_utc, units.position"
    )


def test_every_check_of_the_project_holds(marts: Marts) -> None:
    assert marts.failed_checks() == {}


def test_an_untold_stop_while_the_unit_before_stands_is_starved(marts: Marts) -> None:
    """The whole stop, also its last two minutes, until parts arrive."""
    assert stops(marts, "starved") == [
        (1, "breakdown", "jam", None, 20),
        (2, "external", "upstream_stands", "upstream", 20),
    ]


def test_an_untold_stop_while_the_unit_after_stands_is_blocked(marts: Marts) -> None:
    assert stops(marts, "blocked") == [
        (2, "breakdown", "jam", None, 20),
        (1, "external", "downstream_stands", "downstream", 20),
    ]


def test_it_names_the_stop_that_caused_it_and_costs_nothing_of_its_own(marts: Marts) -> None:
    named = marts.rows(
        "select waiting.cost, cause.work_unit from fct_stops as waiting "
        "inner join fct_stops as cause on waiting.caused_by_stop_id = cause.stop_id "
        "where waiting.work_unit = 'starved_2'"
    )
    assert named == [(0, "starved_1")]


def test_its_segments_are_starved_and_keep_the_raw_state(marts: Marts) -> None:
    pieces = marts.rows(
        "select bucket, state, raw_state, duration_s from fct_time_segments "
        "where work_unit = 'starved_2' and stop_id is not null"
    )
    assert pieces == [("external", "starved", "STOP", 1200)]


def test_a_stop_with_a_told_cause_is_the_units_own(marts: Marts) -> None:
    assert stops(marts, "told") == [(1, "breakdown", "jam", None, 20), (2, "breakdown", "tool", None, 20)]


def test_the_first_to_stand_is_the_cause_and_the_others_wait_one_for_the_other(marts: Marts) -> None:
    assert stops(marts, "chain") == [
        (1, "breakdown", None, None, 20),
        (2, "external", "upstream_stands", "upstream", 20),
        (3, "external", "upstream_stands", "upstream", 19),
    ]


def test_of_two_that_stand_at_the_same_instant_the_one_before_in_the_flow_is_the_cause(marts: Marts) -> None:
    assert stops(marts, "together") == [
        (1, "breakdown", None, None, 20),
        (2, "external", "upstream_stands", "upstream", 20),
    ]


def test_the_neighbour_must_stand_for_more_than_half_of_it(marts: Marts) -> None:
    """Ten minutes of twenty are not more than half; a microsecond later they are."""
    assert stops(marts, "half")[1] == (2, "breakdown", None, None, 20)
    assert stops(marts, "more_than_half")[1] == (2, "external", "upstream_stands", "upstream", 20)


def test_a_neighbour_that_waits_for_this_unit_is_no_cause(marts: Marts) -> None:
    assert stops(marts, "waits_for_me")[1] == (2, "breakdown", None, None, 20)


def test_a_neighbour_that_waits_itself_passes_the_waiting_on(marts: Marts) -> None:
    assert stops(marts, "passes_on")[1] == (2, "external", "upstream_stands", "upstream", 20)


def test_a_told_cause_after_the_waiting_is_a_stop_of_its_own(marts: Marts) -> None:
    assert stops(marts, "jam_at_restart") == [
        (1, "breakdown", "jam", None, 20),
        (2, "external", "upstream_stands", "upstream", 20),
        (2, "minor_stop", "jam", None, 4),
    ]


def test_a_break_neither_ends_the_waiting_nor_counts(marts: Marts) -> None:
    """09:55 to 10:41 less half an hour of break is one wait of sixteen minutes."""
    assert stops(marts, "over_break") == [
        (1, "breakdown", "tool", None, 20),
        (2, "external", "upstream_stands", "upstream", 16),
    ]


def test_a_short_gap_does_not_split_the_waiting(marts: Marts) -> None:
    assert stops(marts, "short_gap")[1:] == [(2, "external", "upstream_stands", "upstream", 19)]


def test_a_set_up_of_the_unit_before_makes_the_next_one_wait(marts: Marts) -> None:
    assert stops(marts, "set_up")[1] == (2, "external", "upstream_stands", "upstream", 20)


def test_a_neighbour_of_which_nothing_is_known_is_no_cause(marts: Marts) -> None:
    assert stops(marts, "not_known") == [(2, "breakdown", None, None, 20)]


def test_only_the_next_unit_of_the_line_is_asked(marts: Marts) -> None:
    """The unit between them ran: it had parts, and gave them."""
    assert stops(marts, "not_next")[1] == (3, "breakdown", None, None, 20)


def test_nothing_is_derived_on_a_line_that_does_not_ask_for_it(marts: Marts) -> None:
    assert stops(marts, "off") == [(1, "breakdown", "jam", None, 20), (2, "breakdown", None, None, 20)]
