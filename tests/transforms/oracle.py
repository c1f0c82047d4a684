"""The rules of time once more, in plain Python over instants: what the models must find for a random plant.

Written from docs/kpis.md, not from the models: a unit's time is cut wherever anything happens, each piece is judged by
what holds at its start, and stops are chained piece by piece. The calendar is taken as compiled (it has its own tests).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from tests.transforms.random_plants import RandomPlant, Unit

IDLE_AFTER = timedelta(seconds=120)
FAMILIES = {
    "RUN": "producing",
    "STOP": "own",
    "NO_COUNT": "own",
    "JAM": "own",
    "TOOL": "own",
    "OFF": "own",
    "SETUP": "changeover",
    "BLOCKED": "external",
    "STARVED": "external",
    "NO_MATERIAL": "external",
    "SERVICE": "planned",
}
ZERO = timedelta()
Span = tuple[datetime, datetime, Any]


@dataclass
class Piece:
    """A piece of a unit's time: what it says (None: nothing that can be trusted) and the class it falls into."""

    start: datetime
    end: datetime
    word: str | None
    time_class: str
    standing_since: datetime | None = None

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    @property
    def is_untold(self) -> bool:
        return self.time_class == "own" and self.word in {"STOP", "NO_COUNT"}


Stop = tuple[str, datetime, datetime, str, timedelta]
"""Work unit, start, end, kind, and the length that counts."""


def judge(plant: RandomPlant, config: dict[str, pl.DataFrame]) -> tuple[set[Stop], Counter[tuple[str, str]]]:
    """All stops, and the microseconds of each (work unit, bucket)."""
    days = {site["id"]: config["production_days"].filter(pl.col("site") == site["id"]) for site in plant.sites}
    pieces = {}
    for unit in plant.units:
        starts = days[unit.name.partition("_")[0]].get_column("start_utc").to_list()
        pieces[unit.name] = _pieces(plant, unit, starts, config)
    _derive_waiting(plant, pieces)
    stops: set[Stop] = set()
    buckets: Counter[tuple[str, str]] = Counter()
    for unit in plant.units:
        bridge = timedelta(seconds=unit.settings["bridge_gap_s"])
        threshold = timedelta(seconds=unit.settings["minor_stop_threshold_s"])
        for piece in pieces[unit.name]:
            if piece.time_class not in {"own", "changeover", "external"}:
                buckets[unit.name, piece.time_class] += piece.length // timedelta(microseconds=1)
        for family, parts in _events(pieces[unit.name], bridge, lambda piece: piece.time_class):
            length = sum((part.length for part in parts), ZERO)
            kind = family if family != "own" else "breakdown" if length > threshold else "minor_stop"
            stops.add((unit.name, parts[0].start, parts[-1].end, kind, length))
            buckets[unit.name, kind] += length // timedelta(microseconds=1)
    return stops, buckets


def _pieces(plant: RandomPlant, unit: Unit, days: list[datetime], config: dict[str, pl.DataFrame]) -> list[Piece]:
    heard = sorted({time for _, time, _ in plant.samples})
    stale = timedelta(seconds=plant.stale_after_s)
    silences = [(a + stale, b) for a, b in pairwise(heard) if b - a > stale]
    words = _counted(unit) if unit.settings["state_from"] == "counter" else _said(unit)
    shifts = _spans(config["shift_instances"], unit, "shift")
    planned = _spans(config["planned_stops"], unit, "reason")
    cuts = {days[0], plant.edge, heard[0], *(time for time, _ in words), *days}
    cuts |= {time for span in (*silences, *shifts, *planned) for time in span[:2]}
    pieces = []
    for start, end in pairwise(sorted(cut for cut in cuts if days[0] <= cut <= plant.edge)):
        word = next((word for time, word in reversed(words) if time <= start), None)
        if any(a <= start < b for a, b in silences) or start < heard[0]:
            word = None
        pieces.append(Piece(start, end, word, FAMILIES[word] if word else "unknown"))
    exceeding = _exceeds_its_plan(pieces, planned)
    for piece in pieces:
        if piece.time_class == "producing":
            continue
        if not _at(shifts, piece.start):
            piece.time_class = "unscheduled"
        elif _at(planned, piece.start):
            piece.time_class = "planned"
        elif id(piece) in exceeding:
            piece.time_class = "own"
    return pieces


def _exceeds_its_plan(pieces: list[Piece], planned: list[Span]) -> set[int]:
    """Pieces of services one in a row of which was planned as such."""
    found: set[int] = set()
    row: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and piece.word == "SERVICE":
            row.append(piece)
            continue
        if any(span[2] == "service" for part in row for span in _at(planned, part.start)):
            found |= {id(part) for part in row}
        row = []
    return found


def _at(spans: list[Span], time: datetime) -> list[Span]:
    return [span for span in spans if span[0] <= time < span[1]]


def _spans(table: pl.DataFrame, unit: Unit, column: str) -> list[Span]:
    return table.filter(pl.col("work_unit") == unit.name).select("start_utc", "end_utc", column).rows()


def _said(unit: Unit) -> list[tuple[datetime, str | None]]:
    return [(time, value) for tag, time, value in unit.samples if tag.endswith(".state")]


def _counted(unit: Unit) -> list[tuple[datetime, str | None]]:
    """Running between two counts that are close enough; the first and the last sample stand for counts."""
    tags = {tag.partition(".")[2] for tag, _, _ in unit.samples}
    counter = "total" if "total" in tags else "good"
    samples = [(time, value) for tag, time, value in unit.samples if tag == f"{unit.name}.{counter}"]
    # A counter that fell was set back to zero: what it shows, it has counted since.
    counts = [time for (_, before), (time, value) in pairwise(samples) if value > before or 0 < value < before]
    marks = sorted({samples[0][0], samples[-1][0], *counts})
    found = [(a, "RUN" if b - a <= IDLE_AFTER else "NO_COUNT") for a, b in pairwise(marks)]
    return [*found, (marks[-1], "NO_COUNT")]


def _events(pieces: list[Piece], bridge: timedelta, of: Any) -> list[tuple[str, list[Piece]]]:
    """Chains of pieces of one class: planned and unscheduled time is passed over, unknown time up to `bridge` too."""
    events: list[tuple[str, list[Piece]]] = []
    gap: timedelta | None = None
    for piece in pieces:
        if piece.time_class in {"planned", "unscheduled"}:
            continue
        if piece.time_class == "unknown":
            gap = None if gap is None else gap + piece.length
        elif piece.time_class == "producing":
            gap = None
        elif events and gap is not None and events[-1][0] == of(piece) and gap <= bridge:
            events[-1][1].append(piece)
            gap = ZERO
        else:
            events.append((of(piece), [piece]))
            gap = ZERO
    return events


def _derive_waiting(plant: RandomPlant, pieces: dict[str, list[Piece]]) -> None:
    """Untold stretches become external where a neighbour stood for more than half of them; see docs/decisions."""
    waits: list[Piece] = []
    for site in plant.sites:
        for number, line in enumerate(site["machines"]):
            if not site.get(f"line_{number}", {}).get("derive_waiting"):
                continue
            standing: list[list[Piece]] = []
            for unit in line:
                bridge = timedelta(seconds=unit["bridge_gap_s"])
                stood = _events(pieces[unit["id"]], bridge, lambda _: "standing")
                for _, parts in stood:
                    for part in parts:
                        part.standing_since = parts[0].start
                standing.append([part for _, parts in stood for part in parts])
            for place in range(len(line)):
                for stretch in _untold(standing[place]):
                    length = sum((part.length for part in stretch), ZERO)
                    covers = [
                        _cover(stretch, standing[beside], beside < place)
                        for beside in (place - 1, place + 1)
                        if 0 <= beside < len(line)
                    ]
                    if any(2 * cover > length for cover in covers):
                        waits += stretch
    for piece in waits:
        piece.time_class = "external"


def _untold(standing: list[Piece]) -> list[list[Piece]]:
    stretches: list[list[Piece]] = []
    before: Piece | None = None
    for piece in standing:
        if piece.is_untold:
            goes_on = before is not None and before.is_untold and before.standing_since == piece.standing_since
            if goes_on:
                stretches[-1].append(piece)
            else:
                stretches.append([piece])
        before = piece
    return stretches


def _cover(stretch: list[Piece], neighbour: list[Piece], is_before: bool) -> timedelta:
    covered = ZERO
    for part in stretch:
        for other in neighbour:
            overlap = min(part.end, other.end) - max(part.start, other.start)
            if overlap > ZERO and _is_cause(other, part, is_before):
                covered += overlap
    return covered


def _is_cause(other: Piece, waiting: Piece, is_before: bool) -> bool:
    if other.is_untold:
        assert other.standing_since is not None
        assert waiting.standing_since is not None
        return other.standing_since < waiting.standing_since or (
            is_before and other.standing_since == waiting.standing_since
        )
    return other.word != ("BLOCKED" if is_before else "STARVED")
