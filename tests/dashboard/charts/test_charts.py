"""The drawings, held to their specification: marks, order, texts and the colour of what needs attention."""

from datetime import date
from typing import Any

import altair as alt
import duckdb
import polars as pl
import pytest

from dashboard import texts
from dashboard.charts import (
    against_plan,
    by_hour,
    comparison,
    failures,
    loss_hours,
    loss_money,
    oee_bridge,
    over_time,
    ranking,
    state_timeline,
)
from dashboard.charts import energy as energy_chart
from dashboard.charts import oee_trend as oee_trend_chart
from dashboard.charts import six_losses as six_losses_chart
from dashboard.charts.colours import DARK, LIGHT, Colours, for_theme
from dashboard.period import Period
from dashboard.queries import (
    energy,
    losses,
    maintenance,
    oee,
    oee_change,
    oee_split,
    oee_trend,
    output_by_hour,
    segments,
    six_losses,
)
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))


def specification(chart: alt.LayerChart) -> dict[str, Any]:
    return chart.to_dict()


def rows_of(spec: dict[str, Any], layer: int) -> list[dict[str, Any]]:
    data = spec["layer"][layer].get("data", spec.get("data"))
    rows: list[dict[str, Any]] = spec["datasets"][data["name"]]
    return rows


def coloured_by(spec: dict[str, Any], layer: int, column: str) -> dict[Any, str]:
    colour = spec["layer"][layer]["encoding"]["color"]
    assert colour["field"] == column
    return dict(zip(colour["scale"]["domain"], colour["scale"]["range"], strict=True))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_the_page(colours: Colours) -> None:
    solid = [colours.actual, colours.before, colours.loss, colours.attention, colours.outline]
    solid += [colours.buckets[name] for name in ("producing", "breakdown", "minor_stop", "changeover", "external")]
    assert [mark for mark in solid if contrast(mark, colours.paper) < 3] == []


def test_the_theme_decides_the_colours() -> None:
    assert for_theme("dark") is DARK
    assert for_theme(None) is LIGHT


def test_the_waterfall_marks_the_largest_loss_and_outlines_what_is_not_measured(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    spec = specification(loss_hours.draw(losses.hours(connection, Scope("site", "north", THURSDAY)), LIGHT))
    roles = {row["name"]: row["role"] for row in rows_of(spec, 0)}
    assert roles["Speed loss"] == "largest"
    assert roles["State unknown"] == "unmeasured"
    assert roles["Planned busy time"] == roles["Good time"] == "total"
    assert spec["layer"][0]["encoding"]["y"]["sort"][0] == "Planned busy time"


def test_money_says_in_words_what_has_no_price(connection: duckdb.DuckDBPyConnection) -> None:
    spec = specification(loss_money.draw(losses.money(connection, Scope("site", "north", THURSDAY)), "EUR", LIGHT))
    figures = {row["name"]: row["figure"] for row in rows_of(spec, 2)}
    assert figures["Breakdowns"] == "\N{GREATER-THAN OR EQUAL TO} 700 EUR"
    assert figures["Changeovers"] == "467 EUR"
    nothing = losses.money(connection, Scope("line", "n_l2", THURSDAY))
    figures = {row["name"]: row["figure"] for row in rows_of(specification(loss_money.draw(nothing, "EUR", LIGHT)), 2)}
    assert figures == {
        "Breakdowns": "not priced",
        "Minor stops": "none",
        "Changeovers": "none",
        "Blocked, starved": "none",
    }


def test_the_trend_draws_the_period_solid_and_an_unmeasured_day_as_a_question_mark(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    week = Period(date(2026, 11, 13), date(2026, 11, 19))
    frame = oee.by_day(connection, Scope("site", "south", week))
    spec = specification(oee_trend_chart.draw(frame, THURSDAY, None, LIGHT))
    assert len(spec["layer"]) == 2
    assert [row["date"] for row in rows_of(spec, 1)] == [
        "2026-11-13",
        "2026-11-16",
        "2026-11-17",
        "2026-11-18",
        "2026-11-19",
    ]
    assert rows_of(spec, 1)[0]["figure"] == "not measured"


def test_the_trend_shows_the_target_as_a_dashed_line(connection: duckdb.DuckDBPyConnection) -> None:
    spec = specification(
        oee_trend_chart.draw(oee.by_day(connection, Scope("site", "north", THURSDAY)), THURSDAY, 0.7, LIGHT)
    )
    assert spec["layer"][2]["mark"]["type"] == "rule"
    assert rows_of(spec, 2) == [{"target": 0.7}]


def test_a_ranking_keeps_its_order_and_puts_one_bar_in_the_colour_of_attention() -> None:
    frame = pl.DataFrame({"name": ["leak", "jam"], "value": [3.0, None], "figure": ["3.0 h", "not priced"]})
    spec = specification(ranking.draw(frame, LIGHT))
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["leak", "jam"]
    assert [(row["name"], row["is_largest"]) for row in rows_of(spec, 0)] == [("leak", True)]
    assert coloured_by(spec, 0, "is_largest") == {True: LIGHT.attention, False: LIGHT.loss}


def test_a_ranking_without_any_value_still_draws(connection: duckdb.DuckDBPyConnection) -> None:
    frame = pl.DataFrame(
        {"name": ["jam"], "value": [None], "figure": ["not priced"]}, schema_overrides={"value": pl.Float64}
    )
    assert len(specification(ranking.draw(frame, DARK))["layer"]) == 2


def test_comparison_marks_the_place_below_its_target(connection: duckdb.DuckDBPyConnection) -> None:
    frame = oee.compared(connection, Scope("site", "north", THURSDAY), WEDNESDAY).with_columns(
        pl.col("object_name").alias("name"), pl.lit("").alias("figure")
    )
    spec = specification(comparison.draw(frame, LIGHT))
    assert {row["name"]: row["is_below"] for row in rows_of(spec, 1)} == {"Line 1": True, "Line 2": False}
    assert [row["name"] for row in rows_of(spec, 2)] == ["Line 1"]


def test_the_timeline_writes_letters_into_segments_and_frames_the_chosen_stop(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = segments.timeline(connection, ["press"], THURSDAY)
    spec = specification(state_timeline.draw(frame, "work_unit_name", "press-20261119T1120", LIGHT))
    letters = [row["letter"] for row in rows_of(spec, 1)]
    assert letters == ["P", "C", "B", "P", "P", "?"]
    chosen = [row["bucket"] for row in rows_of(spec, 0) if row["is_chosen"]]
    assert chosen == ["breakdown"]


def test_the_legend_names_only_what_is_shown() -> None:
    assert state_timeline.legend(["breakdown"]) == "plain grey: Producing · **B** Breakdown"
    assert state_timeline.legend(["minor_stop"], coloured=True).endswith(":orange[■] **M** Minor stop")


def test_the_bridge_outlines_gains_marks_the_costliest_loss_and_draws_the_period_before_lighter(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = oee_change.bridge(connection, Scope("work_unit", "press", THURSDAY), WEDNESDAY)
    roles = {row["name"]: row["role"] for row in rows_of(specification(oee_bridge.draw(frame, LIGHT)), 0)}
    assert roles["Breakdowns"] == "gain"
    assert roles["Speed loss"] == "largest"
    assert (roles["Period before"], roles["This period"]) == ("before", "total")


def test_a_factor_lays_both_periods_over_one_another(connection: duckdb.DuckDBPyConnection) -> None:
    week, before = Period(date(2026, 11, 13), date(2026, 11, 19)), Period(date(2026, 11, 6), date(2026, 11, 12))
    frame = oee_trend.factors(connection, Scope("site", "north", week), before)
    spec = specification(over_time.factor(frame, "oee", 0.7, LIGHT))
    assert [layer["mark"]["color"] for layer in spec["layer"]] == [LIGHT.before, LIGHT.actual, LIGHT.text]
    assert [row["number"] for row in rows_of(spec, 0)] == [row["number"] for row in rows_of(spec, 1)]
    assert len(specification(over_time.factor(frame, "quality", None, LIGHT))["layer"]) == 2


def test_small_panels_share_their_scales(connection: duckdb.DuckDBPyConnection) -> None:
    week = Period(date(2026, 11, 13), date(2026, 11, 19))
    frame = oee_split.series(connection, Scope("site", "north", week), "place")
    panels = [specification(over_time.panel(frame, name, LIGHT)) for name in ("Line 1", "Line 2")]
    scales = [panel["layer"][0]["encoding"]["y"]["scale"]["domain"] for panel in panels]
    assert scales[0] == scales[1]


def test_the_six_losses_keep_their_order(connection: duckdb.DuckDBPyConnection) -> None:
    frame = six_losses.of_period(connection, Scope("site", "north", THURSDAY))
    rows = rows_of(specification(six_losses_chart.in_hours(frame, LIGHT)), 0)
    assert [row["name"] for row in rows] == ["Breakdowns", "Set-up and adjustment", "Minor stops"]


def test_failures_are_solid_in_the_period_and_lighter_before(connection: duckdb.DuckDBPyConnection) -> None:
    frame = maintenance.over_time(connection, Scope("site", "north", Period(date(2026, 11, 18), date(2026, 11, 19))))
    spec = specification(failures.counted(frame, THURSDAY, LIGHT))
    assert [(row["failures"], row["in_period"], row["figure"]) for row in rows_of(spec, 0)] == [
        (4, False, "4 failures"),
        (4, True, "4 failures"),
    ]


def test_mean_times_are_solid_of_28_days_and_dashed_of_90(connection: duckdb.DuckDBPyConnection) -> None:
    frame = maintenance.over_time(connection, Scope("site", "north", Period(date(2026, 11, 18), date(2026, 11, 19))))
    spec = specification(failures.mean_times(frame, "mtbf", LIGHT))
    far, near = spec["layer"]
    assert (far["mark"]["strokeDash"], far["encoding"]["y"]["field"]) == ([5, 3], "mtbf_long_h")
    assert (near["mark"]["color"], near["encoding"]["y"]["field"]) == (LIGHT.actual, "mtbf_h")
    assert rows_of(spec, 1)[0]["mtbf_h_words"] == "40 h 00 min"


def test_hours_have_their_target_outlined_and_a_sign_where_they_are_behind(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY))
    spec = specification(by_hour.draw(frame, LIGHT))
    assert spec["layer"][1]["mark"]["filled"] is False
    assert len(rows_of(spec, 1)) == 24
    behind = [row["hour"] for row in rows_of(spec, 2)]
    assert behind[0] == "10:00"
    assert "06:00" not in behind
    assert coloured_by(spec, 0, "is_short") == {True: LIGHT.attention, False: LIGHT.actual}


def test_hours_without_a_target_say_so(connection: duckdb.DuckDBPyConnection) -> None:
    spec = specification(by_hour.draw(output_by_hour.by_hour(connection, Scope("line", "s_l1", THURSDAY)), DARK))
    assert rows_of(spec, 0)[0]["aimed"] == "no target"
    assert rows_of(spec, 1) == []


def test_the_hour_that_a_clock_repeats_keeps_its_two_bars(connection: duckdb.DuckDBPyConnection) -> None:
    frame = output_by_hour.by_hour(connection, Scope("line", "n_l1", THURSDAY)).head(2)
    twice = pl.concat([frame.head(1), frame.head(1)])
    numbers = [row["number"] for row in rows_of(specification(by_hour.draw(twice, LIGHT)), 0)]
    assert numbers == [0, 1]


def test_a_plan_is_outlined_around_what_was_made() -> None:
    frame = pl.DataFrame(
        {"name": ["A", "B"], "actual": [5.0, 7.0], "plan": [8.0, None], "is_short": [True, False], "figure": ["5", "7"]}
    )
    spec = specification(against_plan.draw(frame, LIGHT))
    assert [row["name"] for row in rows_of(spec, 1)] == ["A"]
    assert [row["reach"] for row in rows_of(spec, 2)] == [8.0, 7.0]


def test_energy_stands_on_producing_and_marks_what_was_drawn_beside_any_plan(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = energy.by_day(connection, Scope("line", "n_l2", Period(date(2026, 11, 18), date(2026, 11, 19))))
    spec = specification(energy_chart.by_day(frame, THURSDAY, LIGHT))
    found = [(row["part"], row["figure"], row["in_period"]) for row in rows_of(spec, 0) if row["date"] == "2026-11-19"]
    assert sorted(found) == [
        ("besides", "1.5 kWh", True),
        ("producing", "100 kWh", True),
        ("stopped", "10.0 kWh", True),
        ("unknown", "20.0 kWh", True),
    ]
    colours = dict(zip(*spec["layer"][0]["encoding"]["color"]["scale"].values(), strict=True))
    assert colours["besides"] == LIGHT.attention
    line = specification(energy_chart.per_unit(frame, LIGHT))
    assert [row["figure"] for row in rows_of(line, 0)] == ["0.183 kWh", "0.183 kWh"]


@pytest.mark.parametrize(("language", "signs"), [("en", (".", ",")), ("de", (",", "."))])
def test_axes_write_numbers_as_the_language_does(language: str, signs: tuple[str, str]) -> None:
    frame = pl.DataFrame({"name": ["leak"], "value": [3.0], "figure": ["3.0 h"]})
    texts.speak(language)
    try:
        number = specification(ranking.draw(frame, LIGHT))["config"]["locale"]["number"]
    finally:
        texts.speak("en")
    assert (number["decimal"], number["thousands"], number["percent"]) == (*signs, "\N{NO-BREAK SPACE}%")


def test_a_mean_time_that_there_is_not_is_told_in_the_tooltip(connection: duckdb.DuckDBPyConnection) -> None:
    frame = pl.DataFrame(
        {"starts": [date(2026, 11, 15)], "failures": [0], "mtbf_h": [None], "mtbf_long_h": [40.0]},
        schema_overrides={"mtbf_h": pl.Float64},
    )
    row = rows_of(specification(failures.mean_times(frame, "mtbf", LIGHT)), 0)[0]
    assert (row["mtbf_h_words"], row["mtbf_long_h_words"]) == ("no operating time", "40 h 00 min")


def test_a_layer_without_marks_is_hidden_from_screen_readers() -> None:
    frame = pl.DataFrame(
        {"name": ["Line 1"], "oee": [0.7], "oee_before": [None], "target": [0.8], "gap": [-0.1], "figure": ["70 %"]},
        schema_overrides={"oee_before": pl.Float64},
    )
    spec = specification(comparison.draw(frame, LIGHT))
    assert [layer["mark"].get("aria") for layer in spec["layer"]] == [False, None, None, None]
