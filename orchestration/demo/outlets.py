"""Which source hands over which machines' samples, and in which historian's format.

`mixed` is the demo plant as it is by default, four sources of four formats with all their oddities (deliveries.py).
A format's name gives all four sources that format, `vendors` gives each machine another vendor's; both without torn,
doubled or late files, but with the re-exports that correct and repeat earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from orchestration.demo.delivery import Delivery, by_day, first_told, local_stamp, midnights, packed
from orchestration.demo.exports import FORMATS
from orchestration.demo.exports.rows import Format, Row
from orchestration.demo.plant_description import Site
from orchestration.demo.simulation import SAMPLE_SOURCES, Simulation
from orchestration.demo.sites import SITES

MIXED, VENDORS = "mixed", "vendors"
HISTORIANS = (MIXED, VENDORS, *sorted(FORMATS))

_HOUR = 3600
_FEEDS = {"north_historian": "north_line1", "north_line2": "north_line2", "south_shdr": "south_lathes",
          "south_mtconnect": "south_mill"}  # fmt: skip
# Machines that were recorded together and split here must each have a tag that is sampled at least every minute:
# a source that is silent for longer than stale_after_s makes its machines unknown.
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
    """One source of samples in landing/. feed: the simulation's source that recorded these units."""

    source: str
    site: Site
    feed: str
    units: tuple[str, ...]
    format: Format


def outlets(historian: str) -> list[Outlet]:
    """The sources of a plant that is not mixed."""
    recorded = {u.unit: u.source for s in SITES for line in s.lines for u in line.units if u.source in SAMPLE_SOURCES}
    plan = {
        source: (historian, *(unit for unit, of_unit in recorded.items() if of_unit == feed))
        for feed, source in _FEEDS.items()
    }
    found = []
    for source, (name, *units) in (_VENDORS if historian == VENDORS else plan).items():
        feed = recorded[units[0]]
        site = next(site for site in SITES if site.site == SAMPLE_SOURCES[feed])
        found.append(Outlet(source, site, feed, tuple(units), FORMATS[name]))
    return found


def as_recorded(sim: Simulation, historian: str) -> Simulation:
    """What these historians keep of what happened: some have no place for a sample that is bad."""
    if historian == MIXED:
        return sim
    units = {unit for outlet in outlets(historian) if not outlet.format.keeps_bad for unit in outlet.units}
    feeds = {
        source: replace(feed, samples={
            tag: [one for one in samples if one[2]] if feed.tags[tag].unit.unit in units else samples
            for tag, samples in feed.samples.items()
        })
        for source, feed in sim.feeds.items()
    }  # fmt: skip
    return replace(sim, feeds=feeds)


def source_entry(outlet: Outlet, **settings: Any) -> dict[str, Any]:
    """The source as plant.yaml has it."""
    options = {"options": dict(outlet.format.options)} if outlet.format.options else {}
    return {"id": outlet.source, "site": outlet.site.site, "reader": outlet.format.reader, **settings, **options}


def deliver_outlets(sim: Simulation, sources: Iterable[Outlet]) -> list[Delivery]:
    """A file a day and source, packed or not, and the re-exports."""
    return [file for outlet in sources for file in _files(sim, outlet)]


def recorded_rows(sim: Simulation, outlet: Outlet) -> list[Row]:
    """The true samples of a source; codes of a state are the whole numbers that they are in the machine."""
    feed = sim.feeds[outlet.feed]
    return [
        (at, tag, int(value) if isinstance(value, str) and value.isdigit() else value, good)
        for at, tag, value, good in feed.rows()
        if feed.tags[tag].unit.unit in outlet.units
    ]


def _files(sim: Simulation, outlet: Outlet) -> list[Delivery]:
    rows, site = recorded_rows(sim, outlet), outlet.site
    days = by_day(first_told(sim, rows), midnights(site), sim.feeds[outlet.feed].edges[1])
    files = [
        _file(outlet, part, f"{day:%Y%m%d}_{local_stamp(part[-1][0] + 1800, site)}", number)
        for number, (day, part) in enumerate(days.items())
    ]
    again = {"north_historian": sim.script.corrected_window, "north_line2": sim.script.repeated_window}
    start, end = again.get(outlet.feed, (0, 0))
    if part := [row for row in rows if start <= row[0] < end]:
        files.append(_file(outlet, part, f"reexport_{local_stamp(end + 50 * _HOUR, site)}", len(files)))
    return files


def _file(outlet: Outlet, rows: list[Row], label: str, number: int) -> Delivery:
    export = outlet.format.write(rows, outlet.site.zone)
    content, name = export.content, f"{outlet.source}_{label}{outlet.format.suffix}"
    if outlet.format.is_packed:
        content, name = packed(content, name, number)
    note = "rows that are no samples" if export.no_samples else ""
    return Delivery(outlet.source, name, content, rejected=export.no_samples, note=note)
