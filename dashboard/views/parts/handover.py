"""What one shift hands over to the next: asked once, and worded once for the page and for its paper.

Every figure is the answer of a question; here it is only put into words and rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from dashboard.charts.wording import kind
from dashboard.figures import count, day, decimal, duration, hours, local_moment, moment, money, percent, quantity
from dashboard.period import Period
from dashboard.queries import oee, orders, output, places, segments, shift, stops, trust
from dashboard.queries.scope import Scope
from dashboard.queries.stops import StopFilter
from dashboard.texts import say
from dashboard.views.parts import sentences
from dashboard.views.parts.figure_columns import Figure, defined
from dashboard.visit import Place, Publication, Visit

STOPS_TOLD = 10


@dataclass(frozen=True)
class Shift:
    """A row of ``queries.shift.listed``: which shift, and when it was on the site's clock."""

    production_date: date
    name: str
    start_local: datetime
    end_local: datetime
    time_zone: str
    is_complete: bool

    @property
    def times(self) -> str:
        """From when to when, as ``06:00 to 14:00``."""
        return say("shift-times", start=f"{self.start_local:%H:%M}", end=f"{self.end_local:%H:%M}")


@dataclass(frozen=True)
class Section:
    """A message, rows under it with the names of their columns (none where the message says it all), and a note;
    ``figures`` are those that it tells, by the names of the columns that hold them."""

    message: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class Handover:
    """All that is told of one shift."""

    place: Place
    shift: Shift
    publication: Publication
    figures: dict[str, Any]
    timeline: pl.DataFrame
    before: tuple[Section, ...]
    after: tuple[Section, ...]

    @property
    def message(self) -> str:
        """The title."""
        return sentences.oee_headline(say("shift-of", shift=self.shift.name, place=self.place.name), self.figures)

    @property
    def scope(self) -> str:
        """Which shift the figures are of, in full."""
        parts = [say("scope-day", days=day(self.shift.production_date)), say("scope-shift", shift=self.shift.name)]
        return " · ".join([*parts, self.shift.times])

    @property
    def unfinished(self) -> str:
        """For a shift that is not over in the data: until when its figures are."""
        return say("shift-unfinished", until=moment(self.publication.data_to_utc, self.shift.time_zone))

    @property
    def basis(self) -> list[str]:
        """How much of the planned busy time is behind the ratios, and what they lack."""
        if not self.figures["planned_busy_h"]:
            return [say("oee-no-plan")]
        planned, known = hours(self.figures["planned_busy_h"]), percent(self.figures["coverage"])
        lacking = [say("missing", what=self.figures["missing"])] if self.figures["missing"] else []
        return [" · ".join([say("shift-basis", planned=planned, known=known), *lacking])]


def gather(visit: Visit, chosen: Shift) -> Handover:
    """Asks all that the report tells; ``before`` stands before the timeline of states, ``after`` behind it."""
    only = Period(chosen.production_date, chosen.production_date)
    scope = Scope(visit.place.level, visit.place.id, only, chosen.name)
    connection, place = visit.connection, visit.place
    units = places.work_units(connection, place.level, place.id)["work_unit"].to_list()
    return Handover(
        place,
        chosen,
        visit.publication,
        oee.of_period(connection, scope, only).row(0, named=True),
        segments.timeline(connection, units, only, chosen.name),
        (made(shift.output(connection, scope), output.units_of_measure(connection, scope)),),
        (
            stopped(stops.totals(connection, StopFilter(scope)), stops.listed(connection, StopFilter(scope))),
            ordered(orders.listed(connection, scope)),
            used(shift.energy(connection, scope)),
            left_open(visit, scope),
        ),
    )


def named(*figures: str) -> dict[str, Figure]:
    """The ``figures``, by what their columns are called."""
    return {say(figure.label): figure for figure in defined(*figures).values()}


def made(lines: pl.DataFrame, units: list[str]) -> Section:
    """Good and scrapped units of each line, in ``units`` of measure."""
    if not lines.height:
        return Section(say("production-no-counts"))
    first = lines.row(0, named=True)
    message = say("shift-lines-made")
    if lines.height == 1:
        good, scrap = decimal(first["good_count"]), decimal(first["reject_count"] or 0)
        message = say("shift-line-made", line=first["line_name"], good=good, scrap=scrap)
    rows = tuple(
        (row["line_name"], quantity(row["good_count"]), quantity(row["reject_count"]), row["products"] or say("none"))
        for row in lines.iter_rows(named=True)
    )
    columns = (say("filter-line"), say("column-good"), say("column-scrap"), say("column-product"))
    note = " · ".join([say("shift-output-key"), *sentences.in_units(units)])
    return Section(message, columns, rows, note, named("good_count", "reject_count"))


def stopped(totals: pl.DataFrame, listed: pl.DataFrame) -> Section:
    """The stops that cost most; those without a price behind them, the longest first."""
    ranked = listed.sort("cost", "duration_s", descending=True, nulls_last=True).head(STOPS_TOLD)
    rows = tuple(
        (
            row["work_unit_name"],
            f"{row['start_local']:%H:%M}",
            say("stops-open", duration=duration(row["duration_s"])) if row["is_open"] else duration(row["duration_s"]),
            f"{sentences.reason_name(row['reason_name'])} ({kind(row['kind'])})",
            say("not-priced") if row["cost"] is None else money(row["cost"], row["currency"]),
        )
        for row in ranked.iter_rows(named=True)
    )
    columns = tuple(say(f"column-{name}") for name in ("work-unit", "start", "duration", "reason", "cost"))
    note = say("shift-stops-key", shown=ranked.height, n=int(totals["stops"][0])) if totals.height else ""
    return Section(sentences.stops_headline(totals), columns, rows, note, named("lasting", "cost"))


def ordered(ran: pl.DataFrame) -> Section:
    """The orders that ran in the shift, over all their time."""
    if not ran.height:
        return Section(say("shift-no-order"))
    rows = tuple(
        (
            row["order_id"],
            row["product_name"] or say("none"),
            say(
                "shift-of-planned",
                good=quantity(row["good_count"]),
                planned=quantity(row["planned_quantity"], row["unit"]),
            ),
            local_moment(row["due_local"]) if row["due_local"] else say("order-no-due-date"),
            sentences.order_state(row),
        )
        for row in ran.iter_rows(named=True)
    )
    columns = (say("column-order"), say("column-product"), say("column-good"), say("order-due"), say("column-state"))
    note = say("shift-orders-key")
    return Section(count(ran.height, "order-ran"), columns, rows, note, named("order_good_count"))


def used(energy: pl.DataFrame) -> Section:
    """What the shift took of energy, where it is metered."""
    if not energy.height:
        return Section(say("shift-no-energy"))
    parts = []
    notes = []
    for row in energy.iter_rows(named=True):
        took = f"{decimal(row['energy_kwh'])} kWh"
        if row["energy_cost"] is not None:
            took = say("shift-energy-for", energy=took, cost=money(row["energy_cost"], row["currency"]))
        parts.append(say("shift-energy", energy=took, idle=decimal(row["idle_kwh"] or 0)))
        notes += [row["cost_missing"]] if row["cost_missing"] else []
    note = " · ".join([say("shift-energy-key"), *([say("missing", what="; ".join(notes))] if notes else [])])
    return Section("; ".join(parts), note=note, figures=named("energy_kwh", "idle_kwh"))


def left_open(visit: Visit, scope: Scope) -> Section:
    """What the next shift takes over: stops that go on, stops that nobody explained, sources that are late."""
    rows = [
        (
            say("shift-open-stop"),
            row["work_unit_name"],
            say(
                "shift-open-since",
                reason=sentences.reason_name(row["reason_name"]),
                start=local_moment(row["start_local"]),
                duration=duration(row["duration_s"]),
            ),
        )
        for row in shift.open_stops(visit.connection, scope.level, scope.place).iter_rows(named=True)
    ]
    rows += [
        (say("shift-unexplained"), row["work_unit_name"], f"{count(row['stops'], 'stop')}, {hours(row['hours'])}")
        for row in shift.unexplained(visit.connection, scope).iter_rows(named=True)
    ]
    sources = trust.sources(visit.connection, visit.now, visit.place.site)
    rows += [
        (
            say("shift-late-source"),
            row["source"],
            say("shift-no-data")
            if row["condition"] == "silent"
            else say("shift-newest", newest=moment(row["newest_utc"], visit.place.time_zone)),
        )
        for row in sources.filter(pl.col("condition") != "fresh").iter_rows(named=True)
    ]
    if not rows:
        return Section(say("shift-nothing-open"))
    columns = (say("shift-what"), say("shift-where"), say("shift-detail"))
    message = count(len(rows), "open-point")
    return Section(message, columns, tuple(rows), say("shift-open-key"), named("lasting"))
