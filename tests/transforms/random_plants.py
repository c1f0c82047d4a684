"""Random plants, calendars and event streams for property tests: small, odd, and right as configurations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

import polars as pl
from hypothesis import strategies as st

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import REASONS, STATES, Sample, sites

# Half-hour offsets, and changes of clocks on the chosen days: 29 March, 25 October, 5 April.
PLACES = [
    ("Europe/Berlin", date(2026, 3, 27)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("Asia/Kolkata", date(2026, 3, 27)),
    ("Australia/Adelaide", date(2026, 4, 3)),
    ("UTC", date(2026, 3, 27)),
]
# As (name, days, start, end); each list is without overlaps.
SHIFTS = [
    [("early", "daily", "06:00", "14:00"), ("late", "daily", "14:00", "22:00"), ("night", "daily", "22:00", "06:00")],
    [("early", "Mon-Sat", "05:30", "13:30"), ("late", "Mon-Fri", "14:00", "22:15")],
    [("day", "Fri,Sun", "00:00", "24:00")],
    [("night", "daily", "20:00", "04:00")],
]
PLANNED = [
    ("break", "daily", "10:00", "10:30", ""),
    ("meeting", "daily", "13:55", "14:05", ""),
    ("maintenance", "daily", "02:00", "03:30", "service"),
    ("trial", "Sat", "06:00", "08:00", ""),
    ("holiday", "Sun", "", "", ""),
]
WORDS = (
    ["RUN"] * 5 + ["STOP"] * 3 + ["JAM", "TOOL", "SETUP", "BLOCKED", "STARVED", "NO_MATERIAL", "SERVICE", "OFF", "LOST"]
)
EDGES = [1, 59.999999, 60, 60.000001, 120, 299.999999, 300, 300.000001]
SOON = st.sampled_from(EDGES) | st.integers(1, 4_000)
LATER = st.sampled_from(EDGES) | st.integers(1, 20_000)
PRODUCTS = ["P-1", "P-2"] * 5 + ["P-3"]
COUNTERS = {"total": "total_count", "good": "good_count", "reject": "reject_count"}


@dataclass(frozen=True)
class Unit:
    """A machine: its settings in plant.yaml, and what it says."""

    settings: dict[str, Any]
    samples: tuple[Sample, ...]

    @property
    def name(self) -> str:
        return str(self.settings["id"])

    def says_again(self, time: datetime) -> Sample | None:
        """Its state at a time as one more sample; None before its first one, or where it says one at that time."""
        states = {at: (tag, time, value) for tag, at, value in self.samples if tag.endswith(".state")}
        before = [at for at in states if at < time]
        return states[max(before)] if before and time not in states else None


@dataclass(frozen=True, repr=False)
class RandomPlant:
    """A plant of one or two sites with what its machines say; times are UTC."""

    history_start: date
    sites: tuple[dict[str, Any], ...]
    units: tuple[Unit, ...]
    shifts: tuple[tuple[str, ...], ...]
    planned: tuple[tuple[str, ...], ...]
    stale_after_s: int

    def __repr__(self) -> str:
        said = "\n".join(f"  {tag} {time:%dT%H:%M:%S.%f} {value}" for tag, time, value in self.samples)
        fields = (self.history_start, self.sites, self.shifts, self.planned, self.stale_after_s)
        return "\n".join(["", *map(str, fields), said])

    @property
    def samples(self) -> list[Sample]:
        """All samples of all machines."""
        return [sample for unit in self.units for sample in unit.samples]

    @property
    def edge(self) -> datetime:
        """Time of the newest sample."""
        return max(time for _, time, _ in self.samples)

    def up_to(self, time: datetime) -> "RandomPlant":
        """The same plant as it was known at a time."""
        known = [replace(u, samples=tuple(s for s in u.samples if s[1] <= time)) for u in self.units]
        return replace(self, units=tuple(known))

    def cut(self, hours: list[int]) -> "RandomPlant":
        """The same plant with its time cut more often: shifts in two, other orders, states said again."""
        start = min(time for _, time, _ in self.samples)
        instants = [time for time in (start + timedelta(hours=hour) for hour in hours) if time < self.edge]
        cut = []
        for unit in self.units:
            orders = [(f"{unit.name}.order", time, f"cut {number}") for number, time in enumerate(instants)]
            again = [said for time in instants if (said := unit.says_again(time)) is not None]
            cut.append(replace(unit, samples=(*unit.samples, *orders, *again)))
        begins = {site["id"]: site["day_start"] for site in self.sites}
        shifts = [piece for shift in self.shifts for piece in _in_two(*shift, day_start=begins[shift[0]])]
        return replace(self, units=tuple(cut), shifts=tuple(shifts))

    def config(self) -> dict[str, pl.DataFrame]:
        """The configuration, compiled."""
        tags = ["source,tag,work_unit,signal,counter_mode"]
        for unit in self.units:
            for tag in dict.fromkeys(tag for tag, _, _ in unit.samples):
                signal = COUNTERS.get(tag.partition(".")[2], tag.partition(".")[2])
                tags.append(f"historian,{tag},{unit.name},{signal},{'reset' if 'count' in signal else ''}")
        policies = [{"name": "default"}, {"name": "strict", "excluded": ["external"], "performance": ["minor_stop"]}]
        described = plant(
            sites(
                *self.sites,
                history_start=self.history_start.isoformat(),
                stale_after_s=self.stale_after_s,
                loss_policies=policies,
            ),
            tags="\n".join(tags) + "\n",
            states=STATES,
            reasons=REASONS,
            shifts="scope,shift,days,start,end\n" + _csv(self.shifts),
            calendar="scope,kind,name,days,start,end,reason\n" + _csv(self.planned),
        )
        return compile_config(described, self.history_start + timedelta(days=5))

    def run(self, models: Models, files: Iterator[tuple[list[Sample], datetime]] | None = None) -> Marts:
        """Build the models; `files` are the samples in files with their export times, else they are one file."""
        lake = Lake()
        for samples, exported in files or [(self.samples, None)]:
            if samples:
                lake.samples("historian", samples, export_time=exported)
        cycles = [("P-1", 7.0, "nameplate"), ("P-2", 12.5, "routing")]
        lake.entity(
            "routings",
            "routings",
            [dict(zip(("product", "ideal_cycle_s", "basis"), row, strict=True)) for row in cycles],
        )
        return models.run(lake.tables(), self.config())


def _csv(rows: tuple[tuple[str, ...], ...]) -> str:
    return "".join(",".join(f'"{field}"' for field in row) + "\n" for row in rows)


def _in_two(scope: str, shift: str, days: str, start: str, end: str, *, day_start: str) -> list[tuple[str, ...]]:
    """A shift as two, cut after 77 minutes; as it is where it or a part of it is of the following date."""
    if end <= start or start < day_start:
        return [(scope, shift, days, start, end)]
    hours, minutes = divmod(int(start[:2]) * 60 + int(start[3:]) + 77, 60)
    middle = f"{hours:02}:{minutes:02}"
    return [(scope, shift, days, start, middle), (scope, f"{shift} after {middle}", days, middle, end)]


@st.composite
def units(draw: st.DrawFn, name: str, start: datetime) -> Unit:
    """A machine with a state tag, or whose counter tells its state; with and without counters, product and order."""
    from_counter = draw(st.integers(0, 5)) == 0
    settings = {
        "id": name,
        "state_from": "counter" if from_counter else "tag",
        "minor_stop_threshold_s": draw(st.sampled_from([0, 60, 300])),
        "bridge_gap_s": draw(st.sampled_from([0, 60])),
    }
    samples: list[Sample] = []
    if not from_counter:
        said = draw(st.lists(st.tuples(SOON, st.sampled_from(WORDS)), min_size=8, max_size=20))
        samples += _told(name, "state", start, [(s, None if word == "LOST" else word) for s, word in said])
    counters = draw(st.sampled_from([("total", "reject"), ("good", "reject"), ("total",), ("good",), ()]))
    if from_counter and not counters:
        counters = ("total",)
    if counters:
        counted = draw(
            st.lists(st.tuples(LATER, st.integers(0, 60), st.integers(0, 3), st.booleans()), min_size=4, max_size=10)
        )
        for number, counter in enumerate(counters):
            steps = [(s, min(few, many) if number else many, resets) for s, many, few, resets in counted]
            samples += _told(name, counter, start, list(_readings(steps)))
    for signal, values in (("product", PRODUCTS), ("order", ["A", "B"])):
        worked = draw(st.lists(st.tuples(LATER, st.sampled_from(values)), min_size=1, max_size=3))
        samples += _told(name, signal, start, worked)
    return Unit(settings, tuple(samples))


def _told(name: str, signal: str, start: datetime, steps: list[tuple[float, Any]]) -> list[Sample]:
    times = accumulate(timedelta(seconds=seconds) for seconds, _ in steps)
    return [(f"{name}.{signal}", start + passed, value) for passed, (_, value) in zip(times, steps, strict=True)]


def _readings(steps: list[tuple[float, int, bool]]) -> Iterator[tuple[float, float]]:
    value = 0
    for seconds, more, resets in steps:
        value = more if resets else value + more
        yield seconds, float(value)


@st.composite
def random_plants(draw: st.DrawFn) -> RandomPlant:
    """One or two sites of one or two lines; the second site is of another zone on the same days."""
    zone, history_start = draw(st.sampled_from(PLACES))
    start = datetime(history_start.year, history_start.month, history_start.day, 4, tzinfo=UTC)
    described, machines, shifts, planned = [], [], [], []
    for site, site_zone in list({"one": zone, "two": "Asia/Kolkata"}.items())[: draw(st.integers(1, 2))]:
        lines = []
        options: dict[str, Any] = {}
        for number in range(draw(st.integers(1, 2))):
            names = [f"{site}_{number}_{place}" for place in range(draw(st.integers(1, 3)))]
            found = [draw(units(name, start)) for name in names]
            machines += found
            lines.append([unit.settings for unit in found])
            rollup = {"rollup": "constraint", "constraint": draw(st.sampled_from(names))} if draw(st.booleans()) else {}
            options[f"line_{number}"] = {"derive_waiting": len(names) > 1 and draw(st.booleans()), **rollup}
        day_start = draw(st.sampled_from(["00:00", "06:00", "07:30"]))
        described.append({"id": site, "time_zone": site_zone, "day_start": day_start, "machines": lines, **options})
        shifts += [(site, *shift) for shift in draw(st.sampled_from([SHIFTS[0], *SHIFTS]))]
        entries = draw(st.lists(st.sampled_from(PLANNED), unique=True, max_size=3))
        planned += [(site, kind, kind, days, begin, end, reason) for kind, days, begin, end, reason in entries]
    stale_after_s = draw(st.sampled_from([900, 10_000_000]))
    return RandomPlant(history_start, tuple(described), tuple(machines), tuple(shifts), tuple(planned), stale_after_s)


def frame(marts: Marts, table: str, *left_out: str) -> pl.DataFrame:
    """A mart as a frame in an order of its own."""
    found = marts.ask(f"select * from {table}").drop(left_out)
    return found.sort(found.columns, nulls_last=True)
