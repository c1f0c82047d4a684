"""The messages in titles, worded from the answers of ``queries/``; pure functions, so that tests can read them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.charts.loss_hours import TOTALS, UNMEASURED
from dashboard.charts.wording import KINDS, STEPS
from dashboard.figures import NOT_MEASURED, count, hours, money, percent, points

# Below this share of planned busy time a state is known for, the figures are called into question.
LOW_COVERAGE = 0.9


def above_or_below(change: float) -> str:
    """``2.1 points above`` or ``below``; ``level with`` under a twentieth of a point."""
    if abs(change) < 0.0005:
        return "level with"
    return f"{abs(change) * 100:.1f} points {'above' if change > 0 else 'below'}"


def oee_headline(place: str, figures: Mapping[str, Any]) -> str:
    """The overview's title."""
    if not figures["planned_busy_h"]:
        return f"{place} was not planned to run"
    if figures["oee"] is None:
        return f"{place}: OEE is not measured"
    headline = f"{place}: OEE {percent(figures['oee'])}"
    return headline if figures["gap"] is None else f"{headline}, {above_or_below(figures['gap'])} target"


def oee_against(figures: Mapping[str, Any], before: str) -> str:
    """How OEE stands against target and the period ``before``, or why there is none."""
    if not figures["planned_busy_h"]:
        return "No planned busy time in this period, so there is no OEE"
    if figures["oee"] is None:
        return "OEE is not measured: " + (figures["missing"] or "an input is missing")
    against = []
    if figures["gap"] is not None:
        against.append(f"{above_or_below(figures['gap'])} the target of {percent(figures['target'])}")
    if figures["oee_change"] is not None:
        against.append(f"{above_or_below(figures['oee_change'])} {before}")
    return f"OEE {percent(figures['oee'])}" + (f" is {' and '.join(against)}" if against else "")


def largest_loss(steps: pl.DataFrame) -> str:
    """Which step of ``queries.losses.hours`` took most of planned busy time."""
    losses = steps.filter(~pl.col("step").is_in(TOTALS + UNMEASURED)).sort("hours", descending=True)
    if not losses.height or losses["hours"][0] <= 0:
        return "Nothing was lost of planned busy time"
    name, lost, share = STEPS[losses["step"][0]], losses["hours"][0], losses["share"][0]
    return f"{name} took most: {hours(lost)}, {percent(share)} of planned busy time"


def stops_cost(costs: pl.DataFrame, currency: str) -> str:
    """What the stops cost in one currency, by ``queries.losses.money``; says when part of them has no price."""
    first = costs.row(0, named=True)
    if first["all_cost"] is None:
        return "Stops are not priced"
    return f"Stops cost {'at least ' if first['is_least'] else ''}{money(first['all_cost'], currency)}"


def costliest(reasons: pl.DataFrame, currency: str) -> str:
    """What the first of ``queries.losses.costliest_reasons`` cost."""
    first = reasons.row(0, named=True)
    if first["cost"] is None:
        return f"{first['reason_name']} stopped longest: {hours(first['hours'])}, not priced"
    return f"{first['reason_name']} cost most: {money(first['cost'], currency)}, {percent(first['cost_share'])} of all"


def worst_place(places: pl.DataFrame, noun: str) -> str:
    """Which of ``queries.oee.compared`` has the lowest OEE."""
    measured = places.filter(pl.col("oee").is_not_null())
    if not measured.height:
        return f"No {noun} has a measured OEE"
    first = measured.row(0, named=True)
    text = f"{first['object_name']} is the {noun} with the lowest OEE: {percent(first['oee'])}"
    return text if measured.height > 1 else f"{first['object_name']} has an OEE of {percent(first['oee'])}"


def oee_of_place(row: Mapping[str, Any]) -> str:
    """A place's OEE, and its change in points, as the text behind its bar."""
    if row["oee"] is None:
        return "not planned" if row["coverage"] is None else NOT_MEASURED
    return percent(row["oee"]) + (f" ({points(row['change']).split()[0]})" if row["change"] is not None else "")


def place_link(row: Mapping[str, Any]) -> str:
    """The words of the link to a place: how it stands against its target, where it has one."""
    return row["name"] if row["gap"] is None else f"{row['name']}, {above_or_below(row['gap'])} target"


def stops_headline(totals: pl.DataFrame) -> str:
    """The stops page's title, by ``queries.stops.totals``."""
    if not totals.height:
        return "No stop matches these filters"
    number, lost = totals["stops"][0], totals["hours"][0]
    priced = totals.filter(pl.col("cost").is_not_null())
    least = "at least " if (totals["incomplete_stops"] > 0).any() else ""
    amounts = " and ".join(money(row["cost"], row["currency"]) for row in priced.iter_rows(named=True))
    cost = f" and cost {least}{amounts}" if priced.height else "; their cost is not priced"
    return f"{count(number, 'stop')} took {hours(lost)}{cost}"


def kind_name(kind: str) -> str:
    """The word for a kind of stop, or the code itself."""
    return KINDS.get(kind, kind)
