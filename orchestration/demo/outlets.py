"""Which source hands over which machines' samples, and in which historian's format.

`mixed` is the demo plant as it is by default, four sources of four formats with all their oddities (deliveries.py).
A format's name gives all four sources that format, `vendors` gives each machine another vendor's, as a source of its
own; both without torn, doubled or late files, but with the re-exports that correct and repeat earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from orchestration.demo.delivery import Delivery, by_day, first_told, local_stamp, midnights, packed
from orchestration.demo.exports import FORMATS
from orchestration.demo.exports.rows import Format, Row
from orchestration.demo.plant_description import Site
from orchestration.demo.signals import Sample
from orchestration.demo.simulation import Simulation

MIXED, VENDORS = "mixed", "vendors"
HISTORIANS = (MIXED, VENDORS, *sorted(FORMATS))

_HOUR = 3600
_SOURCES = {
    "north_line1": ("n_l1_press", "n_l1_weld", "n_l1_pack"),
    "north_line2": ("n_l2_mould_a", "n_l2_mould_b"),
    "south_lathes": ("s_l1_lathe_1", "s_l1_lathe_2"),
    "south_mill": ("s_l1_mill",),
}
_VENDORS = {
    "north_press": ("ignition_sqlite", "n_l1_press"),
    "north_weld": ("aveva_csv", "n_l1_weld"),
    "north_pack": ("proficy_csv", "n_l1_pack"),
    "north_mould_a": ("pi_csv", "n_l2_mould_a"),
    "north_mould_b": ("influx_lines", "n_l2_mould_b"),
    "south_lathes": ("pi_web_api", "s_l1_lathe_1", "s_l1_lathe_2"),
    "south_mill": ("wincc_csv", "s_l1_mill"),
}


@dataclass(frozen=True)
class Outlet:
    """One source of samples in landing/: which work units' samples it has, and in which format."""

    source: str
    format: Format
    units: tuple[str, ...]


def outlets(historian: str) -> list[Outlet]:
    """The sources of a plant that is not mixed."""
    if historian == VENDORS:
        return [Outlet(source, FORMATS[name], tuple(units)) for source, (name, *units) in _VENDORS.items()]
    return [Outlet(source, FORMATS[historian], units) for source, units in _SOURCES.items()]


def as_recorded(sim: Simulation, historian: str) -> Simulation:
    """What these historians keep of what was recorded: each its own machines, some no sample that is bad.

    Codes of a state are the whole numbers that they are in the machine.
    """
    if historian == MIXED:
        return sim
    feeds, placed = {}, dict(sim.placed)
    for outlet in outlets(historian):
        feed = sim.feeds[sim.placed[outlet.units[0]].unit.source]
        tags = {name: tag for name, tag in feed.tags.items() if tag.unit.unit in outlet.units}
        samples = {name: _kept(feed.samples[name], outlet.format) for name in tags}
        feeds[outlet.source] = replace(feed, source=outlet.source, tags=tags, samples=samples)
        for unit in outlet.units:
            placed[unit] = replace(placed[unit], unit=replace(placed[unit].unit, source=outlet.source))
    return replace(sim, feeds=feeds, placed=placed)


def _kept(samples: list[Sample], form: Format) -> list[Sample]:
    return [
        (at, int(value) if isinstance(value, str) and value.isdigit() else value, good)
        for at, value, good in samples
        if good or form.keeps_bad
    ]


def source_entry(sim: Simulation, outlet: Outlet, **settings: Any) -> dict[str, Any]:
    """The source as plant.yaml has it."""
    options = {"options": dict(outlet.format.options)} if outlet.format.options else {}
    site = sim.placed[outlet.units[0]].site.site
    return {"id": outlet.source, "site": site, "reader": outlet.format.reader, **settings, **options}


def deliver_outlets(sim: Simulation, historian: str) -> list[Delivery]:
    """Of what was recorded, a file a day and source, packed or not, and the re-exports."""
    return [file for outlet in outlets(historian) for file in _files(sim, outlet)]


def _files(sim: Simulation, outlet: Outlet) -> list[Delivery]:
    feed, placed = sim.feeds[outlet.source], sim.placed[outlet.units[0]]
    rows = feed.rows()
    days = by_day(first_told(sim, rows), midnights(placed.site), feed.edges[1])
    files = [
        _file(outlet, placed.site, part, f"{day:%Y%m%d}_{local_stamp(part[-1][0] + 1800, placed.site)}", number)
        for number, (day, part) in enumerate(days.items())
    ]
    again = {"n_l1": sim.script.corrected_window, "n_l2": sim.script.repeated_window}
    start, end = again.get(placed.line.line, (0, 0))
    if part := [row for row in rows if start <= row[0] < end]:
        label = f"reexport_{local_stamp(end + 50 * _HOUR, placed.site)}"
        files.append(_file(outlet, placed.site, part, label, len(files)))
    return files


def _file(outlet: Outlet, site: Site, rows: list[Row], label: str, number: int) -> Delivery:
    export = outlet.format.write(rows, site.zone)
    content, name = export.content, f"{outlet.source}_{label}{outlet.format.suffix}"
    if outlet.format.is_packed:
        content, name = packed(content, name, number)
    note = "rows that are no samples" if export.no_samples else ""
    return Delivery(outlet.source, name, content, rejected=export.no_samples, note=note)
