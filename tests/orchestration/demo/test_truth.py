"""The truth of the demo plant: it closes, it is plausible, and each scripted oddity leads to what it must."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

BUCKETS = ["unscheduled_s", "planned_s", "breakdown_s", "minor_stop_s", "changeover_s", "external_s", "unknown_s"]


def local(text: str, hours_ahead_of_utc: float) -> datetime:
    naive = datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    return datetime.fromtimestamp(naive - hours_ahead_of_utc * 3600, UTC)


def segments(demo, unit: str, start: datetime, end: datetime) -> list[tuple[str, float]]:
    """(bucket, seconds) of a unit between two instants."""
    found = demo.truth.segments.filter(
        pl.col("work_unit") == unit, pl.col("start_utc") < end, pl.col("end_utc") > start
    ).with_columns(
        (pl.min_horizontal("end_utc", pl.lit(end)) - pl.max_horizontal("start_utc", pl.lit(start)))
        .dt.total_seconds()
        .alias("seconds")
    )
    return list(found.select("bucket", "seconds").iter_rows())


def stops(demo, unit: str, start: datetime, end: datetime) -> list[tuple[str, str, float]]:
    """(kind, reason, seconds) of stops that begin between two instants."""
    found = demo.truth.stops.filter(
        pl.col("work_unit") == unit, pl.col("start_utc") >= start, pl.col("start_utc") < end
    ).sort("start_utc")
    return list(found.select("kind", "reason", "duration_s").iter_rows())


@pytest.mark.parametrize("table", ["unit_shifts", "line_shifts", "rollups"])
def test_calendar_time_closes_everywhere(demo, table: str) -> None:
    frame = getattr(demo.truth, table)
    of_time = frame.select((pl.sum_horizontal(*BUCKETS, "producing_s") - pl.col("calendar_s")).abs().max()).item()
    parts = ["unrated_s", "speed_loss_s", "quality_loss_s", "good_s"]
    of_producing = frame.select((pl.sum_horizontal(*parts) - pl.col("producing_s")).abs().max()).item()
    assert of_time == 0
    assert of_producing < 1e-6


def test_segments_of_a_unit_follow_one_another_without_gap_or_overlap(demo) -> None:
    ordered = demo.truth.segments.sort("work_unit", "start_utc")
    follows = ordered.select((pl.col("start_utc") == pl.col("end_utc").shift(1)).over("work_unit")).to_series()
    assert follows.sum() == ordered.height - ordered["work_unit"].n_unique()


def test_every_bucket_occurs_and_oee_is_plausible(demo) -> None:
    sums = demo.truth.unit_shifts.select(pl.col(*BUCKETS, "unrated_s", "unplanned_run_s", "unknown_good_s").sum())
    assert all(value > 0 for value in sums.row(0))
    months = demo.truth.rollups.filter(pl.col("grain") == "month")
    assert months["oee"].min() > 0.45
    assert months["oee"].max() < 0.85


def test_counts_are_those_that_the_machines_made(demo) -> None:
    made = demo.truth.unit_shifts.group_by("work_unit").agg(pl.col("total_count", "good_count").sum())
    for unit, total, good in made.iter_rows():
        history = demo.sim.histories.get(unit)
        if history is None:
            operations = [op for op in demo.sim.operations if op.unit == unit and op.kind != "rework"]
            assert total == sum(op.good + op.reject + op.rework + op.held for op in operations)
            assert good == sum(op.good for op in operations)
        else:
            placed = demo.sim.placed[unit]
            last = demo.sim.feeds[placed.unit.source].edges[1]
            parts = [ok for at, ok in history.parts if at <= last]
            assert (total, good) == (len(parts), sum(parts)), unit


def test_the_day_of_the_clock_change_has_25_hours_and_its_night_shift_nine(demo) -> None:
    day = demo.truth.unit_shifts.filter(
        pl.col("work_unit") == "n_l2_mould_a", pl.col("production_date") == date(2026, 10, 24)
    )
    assert day["calendar_s"].sum() == 25 * 3600
    assert day.filter(pl.col("shift") == "night")["calendar_s"].item() == 9 * 3600


def test_the_weekend_run_is_producing_outside_every_shift(demo) -> None:
    saturday = demo.truth.unit_shifts.filter(
        pl.col("work_unit") == "n_l1_press", pl.col("production_date") == date(2026, 10, 17)
    )
    assert saturday["shift"].to_list() == ["none"]
    assert saturday["unplanned_run_s"].item() > 2 * 3600
    assert saturday["unplanned_run_s"].item() == saturday["producing_s"].item()


def test_the_holiday_is_unscheduled_at_north_only(demo) -> None:
    day = demo.truth.rollups.filter(pl.col("grain") == "day", pl.col("period_start") == date(2026, 10, 22))
    north = day.filter(pl.col("object") == "north").row(0, named=True)
    assert north["unscheduled_s"] == north["calendar_s"]
    assert day.filter(pl.col("object") == "south")["producing_s"].item() > 0


# The window starts on Monday 12 October: 5th early is Friday the 16th, 8th early Wednesday the 21st, Berlin is UTC+2.
def test_scripted_stops_of_the_press(demo) -> None:
    def at(text: str) -> datetime:
        return local(text, 2)

    def press(start: str, end: str) -> list[tuple[str, str, float]]:
        return stops(demo, "n_l1_press", at(start), at(end))

    assert ("breakdown", "electrical", 900) in press("2026-10-16T07:00", "2026-10-16T07:00:01")
    assert ("minor_stop", "jam", 300) in press("2026-10-19T08:00", "2026-10-19T08:00:01")
    assert ("breakdown", "jam", 301) in press("2026-10-19T09:00", "2026-10-19T09:00:01")
    assert ("minor_stop", "jam", 270) in press("2026-10-15T17:28", "2026-10-15T17:28:01")
    assert ("breakdown", "mechanical", 1500) in press("2026-10-13T13:50", "2026-10-13T13:50:01")
    assert ("breakdown", "planned_maintenance", 1500) in press("2026-10-14T12:00", "2026-10-14T12:00:01")


def test_a_trial_is_planned_by_its_reason(demo) -> None:
    # Tuesday the 20th, late shift.
    start, end = local("2026-10-20T15:00", 2), local("2026-10-20T15:40", 2)
    assert segments(demo, "n_l1_press", start, end) == [("planned", 2400)]


def test_a_worked_break_is_producing(demo) -> None:
    found = demo.truth.segments.filter(
        pl.col("work_unit") == "n_l1_press", pl.col("is_unplanned_run"), pl.col("production_date") == date(2026, 10, 14)
    )
    assert found["shift"].unique().to_list() == ["late"]
    assert 0 < (found["end_utc"] - found["start_utc"]).dt.total_seconds().sum() <= 1800


def test_short_bad_quality_is_bridged_and_long_splits_the_stop(demo) -> None:
    bridged = stops(demo, "n_l1_weld", local("2026-10-16T14:45", 2), local("2026-10-16T15:04", 2))
    split = stops(demo, "n_l1_weld", local("2026-10-21T06:45", 2), local("2026-10-21T07:04", 2))
    assert bridged == [("breakdown", "mechanical", 1200 - 40)]
    assert split == [("breakdown", "electrical", 600), ("breakdown", "electrical", 1200 - 600 - 90)]


def test_a_long_silence_is_unknown_from_its_staleness_on_and_a_short_one_is_not(demo) -> None:
    # 15th: silent from 08:00:17 for 2,700 s; unknown from 900 s after the last sample, at 08:00.
    start, end = local("2026-10-15T08:00", 2), local("2026-10-15T08:45:17", 2)
    for unit in ("n_l1_press", "n_l1_weld", "n_l1_pack"):
        unknown = sum(seconds for bucket, seconds in segments(demo, unit, start, end) if bucket == "unknown")
        assert 1800 <= unknown <= 1817
    start, end = local("2026-10-21T15:00", 2), local("2026-10-21T15:15", 2)
    assert "unknown" not in dict(segments(demo, "n_l1_press", start, end))


def test_an_unavailable_machine_is_unknown(demo) -> None:
    # 4th B shift: Thursday the 15th, 15:00 in Kolkata (UTC+5:30).
    start, end = local("2026-10-15T16:00:03", 5.5), local("2026-10-15T16:25:03", 5.5)
    assert segments(demo, "s_l1_lathe_1", start, end) == [("unknown", 1500)]


def test_a_product_without_a_routing_leaves_its_shifts_unrated(demo) -> None:
    mould = demo.truth.unit_shifts.filter(pl.col("work_unit") == "n_l2_mould_b")
    unrated = mould.filter(pl.col("unrated_s") > 0)
    assert 0 < unrated.height < mould.height
    assert unrated["oee"].null_count() == unrated.height
    assert unrated["availability"].null_count() == 0


def test_costs_are_null_without_history_or_price_and_never_zero_for_that(demo) -> None:
    first = demo.truth.stops.filter(pl.col("production_date") == date(2026, 10, 12), ~pl.col("is_caused_elsewhere"))
    assert first["lost_contribution"].null_count() == first.height
    assert set(first["cost_missing"]) == {"no history"}
    unpriced = demo.truth.stops.filter(pl.col("product") == "M-20")
    assert unpriced["lost_contribution"].null_count() == unpriced.height > 0
    assert unpriced["idle_labour"].min() > 0


def test_files_of_every_fate_are_delivered(demo) -> None:
    fates = dict(demo.truth.files.group_by("status").len().iter_rows())
    assert (fates["duplicate"], fates["quarantined"]) == (1, 2)
    assert demo.truth.files["rows_rejected"].sum() == 8


def test_a_lost_unit_costs_its_contribution_at_the_price_of_the_day(demo) -> None:
    # P-100: 18.40 - 11.20 = 7.20, from Monday 26 October 19.90 - 11.20 = 8.70; a fifth of it off the constraint.
    own = demo.truth.stops.filter(pl.col("product") == "P-100", ~pl.col("is_caused_elsewhere")).drop_nulls("lost_units")
    per_unit = own.select(
        "work_unit",
        (pl.col("production_date") >= date(2026, 10, 26)).alias("after"),
        (pl.col("lost_contribution") / pl.col("lost_units")).round(6).alias("per_unit"),
    ).unique()
    assert sorted(per_unit.rows()) == [
        ("n_l1_pack", False, 1.44),
        ("n_l1_pack", True, 1.74),
        ("n_l1_press", False, 7.2),
        ("n_l1_press", True, 8.7),
        ("n_l1_weld", False, 1.44),
        ("n_l1_weld", True, 1.74),
    ]


@pytest.mark.parametrize(
    ("unit", "per_hour"),
    [
        ("n_l1_press", 4 * 38.0),  # the constraint idles the whole crew
        ("n_l1_weld", 0.0),
        ("n_l2_mould_a", 36.5),  # two people at 36.50, shared by two machines
        ("s_l1_mill", 9.5),
    ],
)
def test_a_lines_crew_is_charged_once(demo, unit: str, per_hour: float) -> None:
    own = demo.truth.stops.filter(pl.col("work_unit") == unit, pl.col("kind") == "breakdown")
    rate = own.select((pl.col("idle_labour") / pl.col("duration_s") * 3600).round(6).unique()).to_series()
    assert rate.to_list() == [per_hour]


def test_a_stop_that_another_unit_causes_costs_nothing_of_its_own(demo) -> None:
    caused = demo.truth.stops.filter(pl.col("is_caused_elsewhere"))
    assert caused["reason"].unique().sort().to_list() == ["downstream", "upstream"]
    assert caused.select(pl.col("lost_contribution", "idle_labour").sum()).row(0) == (0.0, 0.0)
