"""The oddities of the demo plant: what happens on purpose, to whom and when.

Everything hangs on the n-th shift of a name within the window, so that it lies in working time for any end date.
`Script` holds the instants (UTC epoch seconds); the table in the package's docstring says what each must lead to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from orchestration.demo.behaviour import Forced, Interval
from orchestration.demo.sites import NORTH, SOUTH
from orchestration.demo.working_time import Shift, Window, epoch

MINUTE, HOUR = 60, 3600


@dataclass
class Script:
    """What is laid down beforehand, by work unit or by source."""

    forced: dict[str, list[Forced]] = field(default_factory=dict)
    extra_windows: dict[str, list[Interval]] = field(default_factory=dict)
    worked_breaks: dict[str, list[Interval]] = field(default_factory=dict)
    silences: dict[str, list[Interval]] = field(default_factory=dict)
    bad_state: dict[str, list[Interval]] = field(default_factory=dict)
    unavailable: dict[str, list[Interval]] = field(default_factory=dict)
    bad_count: dict[str, int] = field(default_factory=dict)
    glitch_at: int = 0
    corrected_window: Interval = (0, 0)
    repeated_window: Interval = (0, 0)


def write_script(window: Window) -> Script:
    """The script for a window of at least 14 production dates."""
    script = Script()
    _line_1(window, script)
    _line_2(window, script)
    _south(window, script)
    return script


def nth(shifts: list[Shift], name: str, number: int) -> Shift:
    """The number-th shift (from 1) of that name."""
    return [shift for shift in shifts if shift.name == name][number - 1]


def _line_1(window: Window, script: Script) -> None:
    shifts = window.shifts(NORTH, NORTH.lines[0])
    press, weld, pack = (unit.unit for unit in NORTH.lines[0].units)
    corrected = nth(shifts, "early", 5)
    noon = nth(shifts, "late", 4)
    script.forced[press] = [
        # One own stop of two reasons; the first export shows it as idle (deliveries.py).
        (corrected.start + HOUR, corrected.start + HOUR + 400, "mech"),
        (corrected.start + HOUR + 400, corrected.start + HOUR + 900, "elec"),
        # Exactly at the minor-stop threshold, and one second more.
        (nth(shifts, "early", 6).start + 2 * HOUR, nth(shifts, "early", 6).start + 2 * HOUR + 300, "jam"),
        (nth(shifts, "early", 6).start + 3 * HOUR, nth(shifts, "early", 6).start + 3 * HOUR + 301, "jam"),
        # 120 s before the evening break and 150 s after it: one minor stop of 270 s over 32 minutes.
        (noon.start + 3 * HOUR + 1680, noon.start + 3 * HOUR + 1800, "jam"),
        (noon.start + 4 * HOUR, noon.start + 4 * HOUR + 150, "jam"),
        # A trial that no calendar knows: planned by its reason.
        (nth(shifts, "late", 7).start + HOUR, nth(shifts, "late", 7).start + HOUR + 2400, "trial"),
        # An own stop over the change of shift.
        (nth(shifts, "late", 2).start - 600, nth(shifts, "late", 2).start + 900, "mech"),
    ]
    zone = ZoneInfo(NORTH.zone)
    wednesday = next(d for d in window.days if d.weekday() == 2 and d != window.holiday)
    noon_wednesday = epoch(zone, wednesday, "12:00")
    # The service overruns its two planned hours by 25 minutes: an own stop.
    script.forced[press].append((noon_wednesday, noon_wednesday + 1500, "maint"))
    worked = nth(shifts, "late", 3)
    script.worked_breaks[press] = [(worked.start + 3 * HOUR + 1800, worked.start + 4 * HOUR)]
    saturday = next(d for d in window.days[1:] if d.weekday() == 5)
    script.extra_windows[press] = [(epoch(zone, saturday, "08:00"), epoch(zone, saturday, "11:30"))]
    bridged, split = nth(shifts, "late", 5), nth(shifts, "early", 8)
    script.forced[weld] = [
        (bridged.start + 45 * MINUTE, bridged.start + 65 * MINUTE, "mech"),
        (split.start + 45 * MINUTE, split.start + 65 * MINUTE, "elec"),
    ]
    long_bad = nth(shifts, "early", 7)
    script.bad_state[weld] = [
        (bridged.start + 55 * MINUTE, bridged.start + 55 * MINUTE + 40),  # bridged: one stop
        (split.start + 55 * MINUTE, split.start + 55 * MINUTE + 90),  # longer than bridge_gap_s: two stops
        (long_bad.start + HOUR, long_bad.start + HOUR + 1200),
    ]
    script.bad_count[weld] = nth(shifts, "late", 6).start + 2 * HOUR
    gap, short = nth(shifts, "early", 4), nth(shifts, "late", 8)
    script.silences["north_historian"] = [
        (gap.start + 2 * HOUR + 17, gap.start + 2 * HOUR + 2717),
        (short.start + HOUR + 5, short.start + HOUR + 605),  # shorter than stale_after_s: nothing is unknown
    ]
    script.corrected_window = (corrected.start, corrected.end)
    script.glitch_at = corrected.start + 4 * HOUR + 30 * MINUTE
    script.forced[pack] = []


def _line_2(window: Window, script: Script) -> None:
    shifts = window.shifts(NORTH, NORTH.lines[1])
    gap = nth(shifts, "night", 9)
    script.silences["north_line2"] = [(gap.start + HOUR + 11, gap.start + HOUR + 3611)]
    bad = nth(shifts, "late", 6)
    script.bad_state["n_l2_mould_a"] = [(bad.start + 2 * HOUR + 7, bad.start + 2 * HOUR + 907)]
    repeated = nth(shifts, "early", 7)
    script.repeated_window = (repeated.start, repeated.start + 4 * HOUR)


def _south(window: Window, script: Script) -> None:
    shifts = window.shifts(SOUTH, SOUTH.lines[0])
    lost, down = nth(shifts, "B", 4), nth(shifts, "A", 6)
    script.unavailable["s_l1_lathe_1"] = [(lost.start + HOUR + 3, lost.start + HOUR + 1503)]
    script.silences["south_mtconnect"] = [(down.start + 2 * HOUR + 29, down.start + 4 * HOUR + 29)]
