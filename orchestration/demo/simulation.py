"""The plant's four weeks, put together: what every unit did, what was recorded of it, and what the IT systems know."""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.demo.behaviour import History, Machine, Order, generator
from orchestration.demo.bookings import Confirmation, book, confirm, with_mistakes
from orchestration.demo.coupled_line import blocked_by, follow, own_stops
from orchestration.demo.energy import METERS, meter_samples
from orchestration.demo.kitting import Operation, book_operations
from orchestration.demo.plant_description import Line, Site, Unit
from orchestration.demo.script import Script, write_script
from orchestration.demo.signals import Feed, Sample, Tag, counter, polled, process_values, state_samples, work_samples
from orchestration.demo.sites import SITES
from orchestration.demo.working_time import PlannedStop, Shift, Window, open_windows

SAMPLE_SOURCES = {
    "north_historian": "north",
    "north_line2": "north",
    "south_shdr": "south",
    "south_mtconnect": "south",
}
WIDE_SOURCE = "north_line2"


@dataclass(frozen=True)
class Placed:
    """A unit with its place and its plan."""

    site: Site
    line: Line
    unit: Unit
    shifts: list[Shift]
    planned: list[PlannedStop]


@dataclass
class Simulation:
    """Everything that happened, and what was recorded of it."""

    seed: int
    window: Window
    script: Script
    placed: dict[str, Placed] = field(default_factory=dict)
    histories: dict[str, History] = field(default_factory=dict)
    feeds: dict[str, Feed] = field(default_factory=dict)
    operations: list[Operation] = field(default_factory=list)
    bookings: list[Operation] = field(default_factory=list)  # of line 1, as its MES has them
    confirmations: list[Confirmation] = field(default_factory=list)
    orders: dict[str, list[Order]] = field(default_factory=dict)  # by work centre


def simulate(window: Window, seed: int) -> Simulation:
    """Let the plant run through the window."""
    sim = Simulation(seed, window, write_script(window))
    for site in SITES:
        for line in site.lines:
            shifts = window.shifts(site, line)
            for unit in line.units:
                planned = window.planned_stops(site, line, unit)
                sim.placed[unit.unit] = Placed(site, line, unit, shifts, planned)
            if line.rollup == "constraint":
                _run_coupled(sim, line)
            else:
                for unit in line.units:
                    _run_alone(sim, unit)
    for source, site_id in SAMPLE_SOURCES.items():
        _record(sim, source, site_id)
    return sim


def _windows(sim: Simulation, unit: Unit) -> list[tuple[int, int]]:
    """The unit's working time: the plan, a break that is worked, an unplanned run at the weekend."""
    placed = sim.placed[unit.unit]
    worked = sim.script.worked_breaks.get(unit.unit, [])
    stops = [stop for stop in placed.planned if (stop.start, stop.end) not in worked]
    return sorted([*open_windows(placed.shifts, stops), *sim.script.extra_windows.get(unit.unit, [])])


def _run_alone(sim: Simulation, unit: Unit) -> None:
    placed = sim.placed[unit.unit]
    rng = generator(sim.seed, unit.unit)
    windows = _windows(sim, unit)
    if unit.state_from == "mes":
        operations, orders = book_operations(unit, rng, windows)
        sim.operations += operations
        sim.orders[unit.alias] = orders
        return
    machine = Machine(unit, rng, sim.window.edges(placed.site), sim.script.forced.get(unit.unit, []))
    history = machine.run(windows, placed.shifts, placed.planned)
    sim.histories[unit.unit] = history
    if unit.work_signal == "order":
        sim.orders[unit.alias] = history.orders


def _run_coupled(sim: Simulation, line: Line) -> None:
    press, *later = line.units
    edges = sim.window.edges(sim.placed[press.unit].site)
    stops = {}
    for unit in later:
        drawn = own_stops(unit, generator(sim.seed, f"{unit.unit}/stops"), _windows(sim, unit))
        scripted = sim.script.forced[unit.unit]
        # A scripted stop stands alone: nothing drawn within ten minutes of it.
        drawn = [d for d in drawn if all(d[1] + 600 < s[0] or d[0] > s[1] + 600 for s in scripted)]
        stops[unit.unit] = sorted([*drawn, *scripted])
    scripted = sim.script.forced[press.unit]
    blocked = [b for unit in later for b in blocked_by(stops[unit.unit])]
    blocked = [b for b in blocked if all(b[1] + 600 < s[0] or b[0] > s[1] + 600 for s in scripted)]
    placed = sim.placed[press.unit]
    machine = Machine(press, generator(sim.seed, press.unit), edges, [*scripted, *blocked])
    history = machine.run(_windows(sim, press), placed.shifts, placed.planned)
    sim.histories[press.unit] = history
    sim.orders[line.alias] = history.orders
    for unit in later:
        arrivals = _arrivals(history)
        rng = generator(sim.seed, unit.unit)
        history = follow(unit, rng, _windows(sim, unit), placed.shifts, stops[unit.unit], arrivals, edges)
        sim.histories[unit.unit] = history
        booked = book(unit, history, placed.shifts, generator(sim.seed, f"{unit.unit}/bookings"))
        if unit.unit == line.exit:
            sim.confirmations = confirm(line, booked)
            booked = with_mistakes(booked)
        sim.bookings += booked
    # The line's orders are finished when the last unit is done with them.
    for order in sim.orders[line.alias]:
        order.finished = next((o.finished for o in history.orders if o.order == order.order), None)


def _arrivals(history: History) -> list[tuple[int, Order]]:
    arrivals, position = [], 0
    for at, good in history.parts:
        while position + 1 < len(history.orders) and history.orders[position + 1].started < at:
            position += 1
        if good:
            arrivals.append((at, history.orders[position]))
    return arrivals


def _record(sim: Simulation, source: str, site_id: str) -> None:
    site = next(s for s in SITES if s.site == site_id)
    feed = Feed(source, sim.window.edges(site), silences=sim.script.silences.get(source, []))
    for placed in sim.placed.values():
        if placed.unit.source == source:
            _record_unit(sim, feed, placed)
    sim.feeds[source] = feed


def _record_unit(sim: Simulation, feed: Feed, placed: Placed) -> None:
    unit, history, edges = placed.unit, sim.histories[placed.unit.unit], feed.edges
    unavailable = sim.script.unavailable.get(unit.unit, [])
    recorded: list[tuple[str, str | None, list[Sample]]] = []
    if unit.state_from == "tag":
        word = "UNAVAILABLE" if placed.site.site == "south" else "Bad"
        bad = [*sim.script.bad_state.get(unit.unit, []), *unavailable]
        states = state_samples(placed.site, history, edges, [(a, b, word) for a, b in bad])
        recorded.append(("State" if placed.site.site == "north" else "execution", "state", states))
    for signal, base in zip(unit.count_signals, (unit.base, unit.base // 40), strict=True):
        samples = counter(unit, history, edges, signal, base)
        for start, end in unavailable:
            samples = _lose(samples, start, end)
        if signal == "total_count" and unit.unit in sim.script.bad_count:
            spoilt = sim.script.bad_count[unit.unit]
            samples = [(at, value, good and at != spoilt) for at, value, good in samples]
        recorded.append((signal.title().replace("_", ""), signal, samples))
    recorded.append((unit.work_signal.title(), unit.work_signal, work_samples(unit, history, edges)))
    if unit.unit in METERS:
        meter = METERS[unit.unit]
        recorded.append((meter.signal.title(), meter.signal, meter_samples(meter, history, edges)))
    if unit.alias == "PRESS01":
        speed = process_values(sim.seed, "speed", history, edges, 4.6, 60)
        recorded.append(("Strokes_min", "speed", speed))
    if unit.alias == "PACK01":
        recorded.append(("Seal_temp", None, process_values(sim.seed, "seal", history, edges, 182.0, 60)))
    separator = "_" if feed.source == "south_shdr" else "."
    for name, signal_or_none, samples in recorded:
        if feed.source == WIDE_SOURCE:
            samples = polled(samples, edges)
        feed.add(Tag(f"{unit.alias}{separator}{name}", unit, signal_or_none), samples)


def _lose(samples: list[Sample], start: int, end: int) -> list[Sample]:
    """The adapter lost its machine: one bad sample, then nothing, then the value that holds at the end."""
    held = next(value for at, value, _ in reversed(samples) if at <= end)
    kept = [sample for sample in samples if not start <= sample[0] <= end]
    return sorted([*kept, (start, "UNAVAILABLE", False), (end, held, True)], key=lambda sample: sample[0])
