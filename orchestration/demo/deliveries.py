"""The files as they lie in landing/: one a day and source, and what goes wrong with some of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from orchestration.demo import it_extracts
from orchestration.demo.behaviour import generator
from orchestration.demo.delivery import (
    Delivery,
    by_day,
    first_told,
    gzipped,
    local_stamp,
    midnights,
    production_days,
    week_file,
)
from orchestration.demo.erp import DIALECTS, TABLES
from orchestration.demo.exports.delimited import long_text, wide_text
from orchestration.demo.exports.mtconnect import shdr_log, streams_xml
from orchestration.demo.outlets import MIXED, deliver_outlets
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SOUTH

HOUR = 3600


def deliver(sim: Simulation, historian: str = MIXED, erp: str = TABLES) -> list[Delivery]:
    """All files of all sources; `sim` as recorded by `historian`, in whose formats the machines' samples are.

    `erp` is whose tables the ERP hands over, one of DIALECTS.
    """
    machines = (
        [*_north_historian(sim), *_north_line2(sim), *_south_shdr(sim), *_south_mtconnect(sim)]
        if historian == MIXED
        else deliver_outlets(sim, historian)
    )
    return [*machines, *_south_mes(sim), *_north_mes(sim), *DIALECTS[erp].files(sim)]


def _north_historian(sim: Simulation) -> list[Delivery]:
    source, feed = "north_historian", sim.feeds["north_historian"]
    true_rows = feed.rows()
    files: list[Delivery] = []
    midnight = 24 * HOUR + 1800
    days = by_day(first_told(sim, true_rows), midnights(NORTH), feed.edges[1])
    for number, (day, rows) in enumerate(days.items()):
        exported = int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(NORTH.zone)).timestamp()) + midnight
        name = f"line1_{day:%Y%m%d}_{local_stamp(exported, NORTH)}.csv"
        bad_lines: tuple[str, ...] = ()
        if number == 8:
            bad_lines = (
                "WELD01.TotalCount;32.13.2026 10:00:00;17;Gut",
                "WELD01.TotalCount",
                f"PACK01.Seal_temp;{day:%d.%m.%Y} 23:5",
            )
        content = long_text(rows, NORTH.zone, bad_lines)
        if number == 6:
            name = f"resend_{day:%Y%m%d}_{local_stamp(exported + 80 * HOUR, NORTH)}.csv"
        packed = number % 3 == 2
        delivery = Delivery(source, name, content, rejected=len(bad_lines), note="malformed rows" if bad_lines else "")
        if packed:
            delivery = replace(delivery, file_name=name + ".gz", content=gzipped(content))
        if number == 6:
            delivery = replace(delivery, note="late: exported 80 hours after the day")
        files.append(delivery)
        if number == 3:
            copy = f"line1_{day:%Y%m%d}_copy_{local_stamp(exported + HOUR, NORTH)}.csv"
            files.append(Delivery(source, copy, content, "duplicate", note="the same content under another name"))
        if number == 10:
            torn = f"line1_{day:%Y%m%d}_{local_stamp(exported - 600, NORTH)}.csv.gz"
            files.append(Delivery(source, torn, gzipped(content)[: len(content) // 40], "quarantined",
                                  note="a gzip file cut off; the next one is whole"))  # fmt: skip
    start, end = sim.script.corrected_window
    again = [row for row in true_rows if start <= row[0] < end]
    name = f"line1_reexport_{local_stamp(end + 50 * HOUR, NORTH)}.csv"
    files.append(Delivery(source, name, long_text(again, NORTH.zone), note="overlapping window, corrected values"))
    return files


def _north_line2(sim: Simulation) -> list[Delivery]:
    source, feed = "north_line2", sim.feeds["north_line2"]
    tags, rows = list(feed.tags), feed.rows()
    files = []
    for number, (day, part) in enumerate(by_day(rows, production_days(sim, NORTH), feed.edges[1]).items()):
        content = wide_text(part, NORTH.zone, tags, ("not a time,1,2,3",) if number == 12 else ())
        name = f"line2_{day:%Y-%m-%d}_{local_stamp(part[-1][0] + 900, NORTH)}.csv"
        if number % 2:
            name, content = name + ".gz", gzipped(content)
        rejected = 1 if number == 12 else 0
        files.append(Delivery(source, name, content, rejected=rejected, note="a line with no time" if rejected else ""))
    start, end = sim.script.repeated_window
    again = [row for row in rows if start <= row[0] < end]
    name = f"line2_reexport_{local_stamp(end + 30 * HOUR, NORTH)}.csv"
    files.append(Delivery(source, name, wide_text(again, NORTH.zone, tags), note="overlapping window, same values"))
    return files


def _south_shdr(sim: Simulation) -> list[Delivery]:
    source, feed = "south_shdr", sim.feeds["south_shdr"]
    files = []
    days = by_day(feed.rows(), lambda at: datetime.fromtimestamp(at, UTC).date(), feed.edges[1])
    for number, (day, rows) in enumerate(days.items()):
        tail = f"{day:%Y-%m-%d}T23:5" if number == 5 else ""
        files.append(Delivery(source, f"turning-{day:%Y%m%d}.txt", shdr_log(rows, tail), rejected=int(bool(tail)),
                              note="a half-written last line" if tail else ""))  # fmt: skip
    noise = generator(sim.seed, "noise").randbytes(20_000)
    files.append(Delivery(source, "turning-core.txt", b"\x7fELF\x00" + noise, "quarantined", note="binary"))
    return files


def _south_mtconnect(sim: Simulation) -> list[Delivery]:
    source, feed = "south_mtconnect", sim.feeds["south_mtconnect"]
    files = []
    for number, (day, rows) in enumerate(
        by_day(feed.rows(), production_days(sim, SOUTH), feed.edges[1]).items()
    ):  # fmt: skip
        content = streams_xml(rows)
        name = f"mill_{day:%Y%m%d}.xml"
        files.append(
            Delivery(source, name + ".gz", gzipped(content)) if number % 4 == 1 else Delivery(source, name, content)
        )
    return files


def _south_mes(sim: Simulation) -> list[Delivery]:
    """Weekly files; the second holds one operation with a wrong quantity, which a later file corrects."""
    source = "south_mes"
    aliases = {unit.unit: unit.alias for line in SOUTH.lines for unit in line.units}
    operations = sorted(sim.operations, key=lambda op: (op.start, op.unit))
    files = []
    corrected = next(op for op in operations[200:] if op.kind == "production" and op.good > 30)
    day_of = production_days(sim, SOUTH)
    for week, (first, last) in enumerate(sim.window.weeks()):
        part = [op for op in operations if first <= day_of(op.start) <= last]
        shown = [replace(op, good=op.good - 11, reject=op.reject + 4) if op == corrected else op for op in part]
        bad: tuple[str, ...] = ()
        if week == 1:
            end = f"{last:%Y/%m/%d} 10:00:00"
            bad = (
                f"WASH-99998,WASH,PO-WASH-001,K-1,RUN,yesterday,{end},5,0,0,0,{operations[0].worker}",
                f"WASH-99999,WASH,PO-WASH-001,K-1,RUN,{last:%Y/%m/%d} 09:00:00,{end},many,0,0,0,",
            )
        stamp = f"{last + timedelta(days=1):%Y%m%d}T080000"
        content = it_extracts.event_log(shown, SOUTH, aliases, bad)
        note = "unreadable time, unreadable quantity" if bad else ""
        files.append(Delivery(source, f"mes_{first:%Y%m%d}_{stamp}.csv", content, rejected=len(bad), note=note))
    stamp = local_stamp(corrected.end + 9 * 24 * HOUR, SOUTH)
    content = it_extracts.event_log([corrected], SOUTH, aliases)
    files.append(Delivery(source, f"mes_correction_{stamp}.csv", content, note="one operation corrected"))
    return files


def _north_mes(sim: Simulation) -> list[Delivery]:
    """Line 1's operations, a file a week."""
    aliases = {unit.unit: unit.alias for line in NORTH.lines for unit in line.units}
    operations = sorted(sim.bookings, key=lambda op: (op.start, op.unit))
    day_of = production_days(sim, NORTH)
    files = []
    for first, last in sim.window.weeks():
        booked = [op for op in operations if first <= day_of(op.start) <= last]
        content = it_extracts.event_log(booked, NORTH, aliases)
        files.append(Delivery("north_mes", week_file("mes", first, last), content))
    return files
