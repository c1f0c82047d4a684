"""The messages in titles, worded from the answers of ``queries/``; pure functions, so that tests can read them."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.charts.loss_hours import NOT_PLANNED, TOTALS, UNMEASURED
from dashboard.charts.wording import step
from dashboard.figures import decimal, hours, money, not_measured, percent, points, quantity
from dashboard.texts import code, say

# Below this share of planned busy time a state is known for, the figures are called into question.
LOW_COVERAGE = 0.9
# A change of a ratio that is none: a twentieth of a point.
LEVEL = 0.0005


def above_or_below(change: float) -> str:
    """``2.1 points above`` or ``below``; ``level with`` under a twentieth of a point."""
    if abs(change) < LEVEL:
        return say("gap-level")
    return say("gap-above" if change > 0 else "gap-below", points=decimal(abs(change) * 100, 1))


def oee_headline(place: str, figures: Mapping[str, Any]) -> str:
    """The title of a page about OEE."""
    if not figures["planned_busy_h"]:
        return say("oee-not-planned-here", place=place)
    if figures["oee"] is None:
        return say("oee-not-measured-here", place=place)
    oee = percent(figures["oee"])
    if figures["gap"] is None:
        return say("oee-here", place=place, oee=oee)
    return say("oee-here-to-target", place=place, oee=oee, gap=above_or_below(figures["gap"]))


def oee_against(figures: Mapping[str, Any], before: str) -> str:
    """How OEE stands against target and the period ``before``, or why there is none."""
    if not figures["planned_busy_h"]:
        return say("oee-no-plan")
    if figures["oee"] is None:
        return say("oee-not-measured-because", why=figures["missing"] or say("oee-input-missing"))
    against = []
    if figures["gap"] is not None:
        target = percent(figures["target"])
        against.append(say("oee-against-target", gap=above_or_below(figures["gap"]), target=target))
    if figures["oee_change"] is not None:
        change = above_or_below(figures["oee_change"])
        against.append(say("oee-against-before", change=change, before=before))
    oee = percent(figures["oee"])
    return say("oee-against", oee=oee, against=joined(against)) if against else say("oee-alone", oee=oee)


def joined(parts: list[str]) -> str:
    """``parts`` with the language's "and" between them."""
    text = parts[0]
    for part in parts[1:]:
        text = say("and", one=text, two=part)
    return text


def largest_loss(steps: pl.DataFrame) -> str:
    """Which step of ``queries.losses.hours`` took most of planned busy time."""
    losses = steps.filter(~pl.col("step").is_in(TOTALS + UNMEASURED + NOT_PLANNED)).sort("hours", descending=True)
    if not losses.height or losses["hours"][0] <= 0:
        return say("loss-none")
    first = losses.row(0, named=True)
    return say("loss-largest", name=step(first["step"]), hours=hours(first["hours"]), share=percent(first["share"]))


def at_least(amount: str, is_least: bool) -> str:
    """``amount``, as a lower bound where a part of it is missing."""
    return say("at-least", amount=amount) if is_least else amount


def stops_cost(costs: pl.DataFrame, currency: str) -> str:
    """What the stops cost in one currency, by ``queries.losses.money``; says when part of them has no price."""
    first = costs.row(0, named=True)
    if first["all_cost"] is None:
        return say("cost-none")
    return say("cost-of-stops", cost=at_least(money(first["all_cost"], currency), first["is_least"]))


def reason_name(name: str | None) -> str:
    """A reason's name, or that none was given."""
    return name or say("no-reason")


def costliest(reasons: pl.DataFrame, currency: str) -> str:
    """What the first of ``queries.losses.costliest_reasons`` cost."""
    first = reasons.row(0, named=True)
    reason = reason_name(first["reason_name"])
    if first["cost"] is None:
        return say("costliest-unpriced", reason=reason, hours=hours(first["hours"]))
    share = percent(first["cost_share"])
    return say("costliest", reason=reason, cost=money(first["cost"], currency), share=share)


def worst_place(places: pl.DataFrame, noun: str) -> str:
    """Which place has the lowest OEE, by ``name`` and ``oee``, worst first; ``noun`` is the message ``noun-<noun>``."""
    measured = places.filter(pl.col("oee").is_not_null())
    if not measured.height:
        return say("worst-none", noun=say(f"noun-{noun}"))
    first = measured.row(0, named=True)
    name, oee = first["name"], percent(first["oee"])
    if measured.height == 1:
        return say("worst-only", name=name, oee=oee)
    return say("worst", name=name, noun=say(f"noun-{noun}"), oee=oee)


def oee_of_place(row: Mapping[str, Any]) -> str:
    """A place's OEE, and its change in points, as the text behind its bar."""
    if row["oee"] is None:
        return say("not-planned") if row["coverage"] is None else not_measured()
    return percent(row["oee"]) + (f" ({points(row['change']).split()[0]})" if row["change"] is not None else "")


def place_link(row: Mapping[str, Any]) -> str:
    """The words of the link to a place: how it stands against its target, where it has one."""
    if row["gap"] is None:
        return str(row["name"])
    return say("place-to-target", name=row["name"], gap=above_or_below(row["gap"]))


def stops_headline(totals: pl.DataFrame) -> str:
    """The stops page's title, by ``queries.stops.totals``."""
    if not totals.height:
        return say("stops-none")
    stops, lost = totals["stops"][0], hours(totals["hours"][0])
    priced = totals.filter(pl.col("cost").is_not_null())
    if not priced.height:
        return say("stops-headline-unpriced", stops=stops, hours=lost)
    amounts = joined([money(row["cost"], row["currency"]) for row in priced.iter_rows(named=True)])
    is_least = bool((totals["incomplete_stops"] > 0).any())
    return say("stops-headline", stops=stops, hours=lost, cost=at_least(amounts, is_least))


def stops_within(totals: pl.DataFrame, within: pl.DataFrame) -> str | None:
    """What Overview and Losses count of the stops, by ``queries.stops.within``; ``None`` where it is what they all took
    by ``queries.stops.totals``."""
    whole, counted = _took(totals), _took(within)
    return None if counted == whole else say("stops-within", took=", ".join(counted))


def _took(rows: pl.DataFrame) -> tuple[str, ...]:
    priced = rows.filter(pl.col("cost").is_not_null())
    amounts = [money(row["cost"], row["currency"]) for row in priced.iter_rows(named=True)]
    return (hours(rows["hours"][0] if rows.height else 0.0), *amounts)


def time_well_spent(steps: pl.DataFrame) -> str:
    """How much of planned busy time was good time, by ``queries.losses.hours`` of all time."""
    found = {row["step"]: row for row in steps.iter_rows(named=True)}
    good = found["good"]
    if good["share"] is None:
        return say("losses-spent-unplanned", calendar=hours(found["calendar"]["hours"]))
    planned = hours(found["planned_busy"]["hours"])
    return say("losses-spent", good=hours(good["hours"]), planned=planned, share=percent(good["share"]))


def made_against_target(lines: pl.DataFrame) -> str:
    """The production page's title, by ``queries.output.lines``."""
    if not lines.height:
        return say("production-nothing")
    first = lines.row(0, named=True)
    if lines.height == 1:
        name, made = first["line_name"], decimal(first["good_count"])
        if first["target_count"] is None:
            return say("production-line-no-target", line=name, made=made)
        if first["against_target_count"] is None:
            return say("production-line-part-target", line=name, made=made)
        key = "production-line-short" if first["is_short"] else "production-line-made"
        difference = decimal(abs(first["against_target_count"]))
        return say(key, line=name, made=made, target=decimal(first["target_count"]), difference=difference)
    aimed = lines.filter(pl.col("against_target_count").is_not_null()).height
    if not aimed:
        return say("production-lines-no-target", lines=lines.height)
    short = lines.filter("is_short").height
    if not short:
        key = "production-lines-made" if aimed == lines.height else "production-some-lines-made"
        return say(key, made=aimed, lines=lines.height)
    missing = decimal(abs(first["against_target_count"]))
    return say("production-lines-short", short=short, lines=lines.height, line=first["line_name"], difference=missing)


def in_units(units: list[str]) -> list[str]:
    """Which units quantities are in, by ``queries.output.units_of_measure``; of several, that they are added up."""
    if units in ([], ["?"]):
        return []
    return [say("in-unit", unit=units[0]) if len(units) == 1 else say("in-units", units=joined(units))]


def delivered(figures: Mapping[str, Any]) -> str:
    """How many of the orders that were due came on time in full, by ``queries.orders.delivery``."""
    if not figures["due_orders"]:
        return say("production-none-due")
    return say("production-delivered", full=figures["on_time_in_full_orders"], due=figures["due_orders"])


def order_state(row: Mapping[str, Any]) -> str:
    """Whether an order of ``queries.orders.listed`` came on time in full, or why not."""
    if row["not_because"] is None:
        return say("order-in-full")
    return code("order", str(row["not_because"]).replace(" ", "-"))


def most_scrap(units: pl.DataFrame) -> str:
    """Which work unit of ``queries.output.counted`` scrapped most."""
    scrapped = units.filter(pl.col("reject_count") > 0).sort("reject_count", descending=True)
    if not scrapped.height:
        return say("production-no-scrap")
    first = scrapped.row(0, named=True)
    share = percent(first["reject_share"])
    return say("production-scrap", unit=first["work_unit_name"], scrap=quantity(first["reject_count"]), share=share)


def told_differently(units: pl.DataFrame) -> str:
    """Where machine, MES and ERP differ most, by ``queries.reconciliation.by_unit``."""
    first = units.row(0, named=True)
    if first["largest_difference_count"] is None:
        return say("production-not-compared")
    if not first["largest_difference_count"]:
        return say("production-agree")
    return say("production-differ", unit=first["work_unit_name"], units=quantity(first["largest_difference_count"]))
