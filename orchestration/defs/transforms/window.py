"""Which production days a run of the transforms rebuilds, and the memory of what was rebuilt before.

The rule: every day from the earliest one that new data touches, up to the newest; everything where there is no safe
smaller answer. Not here: how dbt is run.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from orchestration.lake.durable import write_atomically
from orchestration.plant import Plant, Workspace
from orchestration.plant.model import Site

TIMED_TABLES = frozenset({"samples", "operations"})
"""Lake tables whose rows happened at a time; what arrives in any other may change every day."""


class LoadsLostError(Exception):
    """The lake lacks loads that figures were made of before: what would be rebuilt from it would lack them silently."""


@dataclass(frozen=True)
class Window:
    """Production dates to rebuild, inclusive; `rebuild_all` starts from empty tables."""

    from_date: date
    to_date: date
    rebuild_all: bool
    reason: str


@dataclass(frozen=True)
class TransformState:
    """What the build database holds: of which code, configuration and loads, and up to which production date.

    `building` is the first date of a rebuild that was begun and has not ended: a killed one leaves it behind, and the
    next run covers it. `finished_at_utc` is when the last rebuild ended. `retracted` are the numbers of the loads that
    it knows to be taken back.
    """

    code_version: str
    configuration_hash: str
    last_loads: dict[str, int] = field(default_factory=dict)
    until: date | None = None
    building: date | None = None
    finished_at_utc: datetime | None = None
    retracted: list[int] = field(default_factory=list)


def read_state(workspace: Workspace) -> TransformState | None:
    """Return the state of the build database, or None when there is none to build on."""
    if not workspace.build_db.exists():
        return None
    try:
        raw: dict[str, Any] = json.loads((workspace.warehouse / "transformed.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    days = {name: date.fromisoformat(raw[name]) if raw[name] else None for name in ("until", "building")}
    finished = datetime.fromisoformat(raw["finished_at_utc"]) if raw["finished_at_utc"] else None
    return TransformState(**{**raw, **days, "finished_at_utc": finished})


def write_state(workspace: Workspace, state: TransformState) -> None:
    """Remember the state of the build database."""
    text = json.dumps(asdict(state), default=_iso, indent=1)
    write_atomically(workspace.warehouse / "transformed.json", text)


def _iso(moment: date) -> str:
    return moment.isoformat()


def forget_state(workspace: Workspace) -> None:
    """Have the next run rebuild everything."""
    (workspace.warehouse / "transformed.json").unlink(missing_ok=True)


def production_date(site: Site, moment: datetime) -> date:
    """Return the production date that `moment` (any time zone) belongs to at `site`, by its wall clock."""
    local = moment.astimezone(site.zone)
    # ClockTime counts minutes since midnight.
    starts = time(site.day_start // 60, site.day_start % 60)
    return local.date() if local.time() >= starts else local.date() - timedelta(days=1)


def newest_date(plant: Plant, ledger: pl.DataFrame, now: datetime) -> date:
    """Return the last production date to account for: that of the newest data, never a date that has not begun.

    It follows from the lake, not from the clock, so that a rebuild gives the same tables. Without any timed data it
    is the first date of the history.
    """
    timed = {source.id: source for source in plant.sources if source.produces in TIMED_TABLES}
    sites = {site.id: site for site in plant.sites}
    newest = plant.history_start
    loaded = ledger.filter((pl.col("status") == "loaded") & pl.col("max_ts_utc").is_not_null())
    rows = loaded.group_by("source").agg(pl.col("max_ts_utc").max())
    for source_id, last in rows.iter_rows():
        if source_id in timed:
            site = sites[timed[source_id].site]
            # A sample at the very start of a day covers no time of it.
            moment = min(last - timedelta(microseconds=1), now)
            newest = max(newest, production_date(site, moment))
    return newest


def newest_time(plant: Plant, ledger: pl.DataFrame) -> datetime | None:
    """Return the time of the newest sample or operation that was loaded (UTC); None before the first."""
    timed = [source.id for source in plant.sources if source.produces in TIMED_TABLES]
    newest: datetime | None = (
        ledger.filter(pl.col("source").is_in(timed) & (pl.col("status") == "loaded"))
        .select(pl.col("max_ts_utc").max())
        .item()
    )
    return newest


def touched_from(plant: Plant, loads: pl.DataFrame) -> date | None:
    """Return the earliest production date that these ledger rows touch; None where a row may touch any date."""
    sources = {source.id: source for source in plant.sources}
    sites = {site.id: site for site in plant.sites}
    earliest: list[date] = []
    for source_id, days in loads.select("source", "touched_days").iter_rows():
        source = sources.get(source_id)
        if source is None or source.produces not in TIMED_TABLES:
            return None
        for day in json.loads(days or "[]"):
            midnight = datetime.combine(date.fromisoformat(day), time(), UTC)
            earliest.append(production_date(sites[source.site], midnight))
    return min(earliest, default=date.max)


def rebuild_window(
    plant: Plant,
    ledger: pl.DataFrame,
    state: TransformState | None,
    *,
    code_version: str,
    configuration_hash: str,
    until: date,
    requested: tuple[date, date] | None = None,
) -> Window:
    """Decide what to rebuild.

    Args:
        plant: the workspace's configuration.
        ledger: all rows of the lake's ledger.
        state: what the build database holds.
        code_version: of the code that is about to run.
        configuration_hash: of `plant`.
        until: last production date to account for.
        requested: dates (inclusive) that a person or a backfill asked for besides.
    """
    everything = (plant.history_start, until, True)
    if state is None:
        return Window(*everything, "there is nothing to build on")
    if state.code_version != code_version:
        return Window(*everything, "the code changed")
    if state.configuration_hash != configuration_hash:
        return Window(*everything, "the configuration changed")
    if state.until is not None and until < state.until:
        # Days that are accounted for no more are in no table's window: only empty tables are sure to be rid of them.
        return Window(*everything, "the newest data was retracted")
    new = new_loads(ledger, state)
    taken_back = new_retractions(ledger, state)
    touched = touched_from(plant, pl.concat([new, taken_back], how="diagonal"))
    if touched is None:
        return Window(plant.history_start, until, False, "master data changed")
    # What was bridged over the start of a day began on the day before; how far stops and counts reach back, the
    # transforms find themselves.
    begins = [touched - timedelta(days=1)] if touched < date.max else []
    begins += [day for day in (state.building, state.until, *(requested or ())[:1]) if day is not None]
    # Up to the end: what a tag last said holds until it says something else, however many days later.
    first = min([day for day in begins if day <= until], default=until)
    changes = [f"{new.height} new load(s)"] * bool(new.height)
    changes += [f"{taken_back.height} retracted"] * bool(taken_back.height)
    reason = ", ".join(changes) or "asked for"
    return Window(max(first, plant.history_start), until, False, reason)


def new_loads(ledger: pl.DataFrame, state: TransformState) -> pl.DataFrame:
    """Return the ledger's loaded rows that the build database does not know."""
    known = pl.DataFrame(
        {"source": list(state.last_loads), "known_seq": list(state.last_loads.values())},
        schema={"source": pl.String, "known_seq": pl.Int64},
    )
    joined = ledger.filter(pl.col("status") == "loaded").join(known, on="source", how="left")
    return joined.filter(pl.col("load_seq") > pl.col("known_seq").fill_null(-1))


def new_retractions(ledger: pl.DataFrame, state: TransformState) -> pl.DataFrame:
    """Return the ledger's retracted rows that the build database does not know to be taken back."""
    return ledger.filter((pl.col("status") == "retracted") & ~pl.col("load_seq").is_in(state.retracted))


def retracted_loads(ledger: pl.DataFrame) -> list[int]:
    """Return the numbers of all loads that were taken back."""
    return ledger.filter(pl.col("status") == "retracted")["load_seq"].sort().to_list()


def refuse_lost_loads(workspace: Workspace, ledger: pl.DataFrame, state: TransformState | None) -> None:
    """See that the lake still has what the build database was made of.

    Raises:
        LoadsLostError: the lake was deleted, or an older copy of it was put in its place.
    """
    if state is None:
        return
    found = last_loads(ledger)
    lost = [source for source, known in state.last_loads.items() if found.get(source, 0) < known]
    if lost:
        raise LoadsLostError(
            f"The lake at {workspace.lake_uri} lacks loads of {', '.join(lost)} that the published figures were made "
            f"of: it was deleted, or is an older copy. Put the lake back. To start anew from the lake as it is, "
            f"delete {workspace.warehouse} and run again."
        )


def last_loads(ledger: pl.DataFrame) -> dict[str, int]:
    """Return the highest load number of each source."""
    return dict(ledger.group_by("source").agg(pl.col("load_seq").max()).sort("source").iter_rows())


def begin(workspace: Workspace, state: TransformState | None, window: Window) -> None:
    """Note that a rebuild of `window` begins, so that a killed one is covered by the next."""
    if state is None or window.rebuild_all:
        forget_state(workspace)
    else:
        write_state(workspace, replace(state, building=min(window.from_date, state.building or window.from_date)))
