"""What holds for every plant, calendar and stream of events."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import isclose

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.transforms.models import Marts, Models
from tests.transforms.oracle import judge
from tests.transforms.random_plants import RandomPlant, frame, random_plants

pytestmark = pytest.mark.slow

BUCKETS = ("unscheduled", "planned", "breakdown", "minor_stop", "changeover", "external", "unknown")
PRODUCING = ("unrated", "speed_loss", "quality_loss", "good")
ADDED = ("calendar_s", *(f"{name}_s" for name in (*BUCKETS, *PRODUCING, "unplanned_run", "unknown_good")))


@pytest.fixture(scope="module")
def time_models(models: Models) -> Models:
    """What the properties of stops and segments ask of; that time closes is asked of all models."""
    facts = ("fct_time_segments", "fct_stops", "fct_production", "loss_by_reason")
    return models.up_to(*facts, "oee_by_shift", "oee_by_day", "oee_by_week", "oee_by_month")


always = settings(
    max_examples=8,
    derandomize=True,
    # Not shrunk: each try builds all models, and a random plant is small enough to be read.
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(plant=random_plants())
@always
def test_time_closes_and_parts_add_up_at_every_level_and_period(models: Models, plant: RandomPlant) -> None:
    marts = plant.run(models)
    assert marts.failed_checks() == {}
    for table in ("oee_by_shift", "oee_by_day", "oee_by_week", "oee_by_month"):
        buckets = " + ".join(f"{name}_s" for name in (*BUCKETS, *PRODUCING))
        assert marts.rows(f"select * from {table} where calendar_s != {buckets} or calendar_s is null") == []
    assert_levels_add_up(marts)
    assert_periods_add_up(marts)
    assert_oee_is_the_product_of_its_factors(marts)


def assert_levels_add_up(marts: Marts) -> None:
    """Lines that are the sum of their units, and all levels above: whole = sum of parts, to the microsecond."""
    steps = [("line", "line"), ("area", "line"), ("site", "area"), ("enterprise", "site")]
    for whole, part in steps:
        part = "work_unit" if whole == "line" else part
        added = ", ".join(f"sum(parts.{column}) as {column}" for column in ADDED)
        differs = " or ".join(f"wholes.{column} != added.{column}" for column in ADDED)
        found = marts.rows(
            f"""
            with edges as (
                select distinct {part} as part, {whole} as whole from staging.stg_plant__work_units
                where '{whole}' != 'line' or line_rollup = 'sum'
            ),
            added as (
                select edges.whole, parts.production_date, parts.shift, parts.policy, {added}
                from oee_by_shift as parts inner join edges on parts.object = edges.part and parts.level = '{part}'
                group by all
            )
            select wholes.object from added inner join oee_by_shift as wholes
                on wholes.level = '{whole}' and wholes.object = added.whole and wholes.shift = added.shift
                and wholes.production_date = added.production_date and wholes.policy = added.policy
            where {differs}
            """
        )
        assert found == [], (whole, part)


def assert_periods_add_up(marts: Marts) -> None:
    """Days are the sum of their shifts, weeks and months that of their days."""
    columns = ", ".join(f"sum({column})" for column in ADDED)
    totals = {
        table: marts.rows(f"select level, object, policy, {columns} from {table} group by all order by all")
        for table in ("oee_by_shift", "oee_by_day", "oee_by_week", "oee_by_month")
    }
    for table in ("oee_by_day", "oee_by_week", "oee_by_month"):
        assert totals[table] == totals["oee_by_shift"], table


def assert_oee_is_the_product_of_its_factors(marts: Marts) -> None:
    """A x P x Q = OEE where all four exist and every shift behind them is measured.

    A shift in which units were counted and no time was busy has no share in time, but its units are in performance.
    """
    for table in ("oee_by_shift", "oee_by_day", "oee_by_week", "oee_by_month"):
        rows = marts.rows(
            f"select availability, performance, quality, oee from {table} where measured_share = 1 "
            "and rated_ideal_s = measured_good_s + measured_quality_loss_s "
            "and availability is not null and performance is not null and quality is not null and oee is not null"
        )
        for availability, performance, quality, oee in rows:
            assert isclose(availability * performance * quality, oee, rel_tol=1e-9, abs_tol=1e-12)


@given(plant=random_plants())
@always
def test_stops_and_buckets_are_those_that_the_rules_give_when_read_piece_by_piece(
    time_models: Models, plant: RandomPlant
) -> None:
    marts = plant.run(time_models)
    expected_stops, expected_buckets = judge(plant, plant.config())
    found = marts.rows("select work_unit, start_utc, end_utc, kind, duration_s from fct_stops")
    assert {(*stop, timedelta(seconds=float(seconds))) for *stop, seconds in found} == expected_stops
    buckets = marts.rows(
        "select work_unit, bucket, cast(sum(duration_s) * 1000000 as bigint) from fct_time_segments group by all"
    )
    assert {(unit, bucket): length for unit, bucket, length in buckets} == dict(expected_buckets)


@given(plant=random_plants(), hours=st.lists(st.integers(1, 40), min_size=1, max_size=4))
@always
def test_cuts_change_no_stop(time_models: Models, plant: RandomPlant, hours: list[int]) -> None:
    """Shifts cut in two, orders that change, states that are repeated: each stop keeps its extent, kind and reason."""
    live = replace(plant, stale_after_s=10_000_000)
    assert stops(live.cut(hours).run(time_models)) == stops(live.run(time_models))


def stops(marts: Marts, which: str = "true") -> list[tuple[object, ...]]:
    columns = "work_unit, start_utc, end_utc, kind, reason, duration_s, is_open, caused_by, stop_id"
    return marts.rows(f"select {columns} from fct_stops where {which} order by all")


@given(plant=random_plants(), hours=st.integers(1, 30))
@always
def test_what_comes_later_changes_no_stop_that_had_ended(time_models: Models, plant: RandomPlant, hours: int) -> None:
    """As known at any time, each stop is open or as it is for ever; an open one keeps its beginning."""
    live = replace(plant, stale_after_s=10_000_000)
    early = live.up_to(min(time for _, time, _ in live.samples) + timedelta(hours=hours))
    known = early.run(time_models)
    at_last = live.run(time_models)
    ended = stops(known, "not is_open")
    assert [stop for stop in ended if stop not in stops(at_last)] == []
    began = {stop[:2] for stop in stops(at_last)}
    assert [stop for stop in stops(known, "is_open") if stop[:2] not in began] == []


@given(plant=random_plants(), order=st.permutations(range(4)), exported=st.permutations(range(4)))
@always
def test_the_order_in_which_files_with_export_times_arrive_changes_nothing(
    time_models: Models, plant: RandomPlant, order: list[int], exported: list[int]
) -> None:
    """Four exports that overlap, each later one with other values for what it repeats: the newest export wins."""
    files = []
    for number in range(4):
        part = [sample for at, sample in enumerate(plant.samples) if (at + number) % 3 != 0 or number == 0]
        corrected = [(tag, time, value + number if isinstance(value, float) else value) for tag, time, value in part]
        files.append((corrected, datetime(2026, 12, 1 + exported[number], tzinfo=UTC)))
    as_exported = plant.run(time_models, iter(files))
    as_arrived = plant.run(time_models, iter([files[number] for number in order]))
    for mart in ("fct_time_segments", "fct_stops", "fct_production", "oee_by_shift", "oee_by_month", "loss_by_reason"):
        assert_frame_equal(frame(as_exported, mart), frame(as_arrived, mart), check_exact=True)
