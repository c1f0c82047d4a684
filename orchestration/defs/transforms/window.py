"""Whether a run of the transforms rebuilds everything or what new loads touch, and the memory of what was built before.

Not here: what rows changed (`changes`), which days that reaches (`reach`), how dbt is run.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from orchestration.lake import first_needed_day
from orchestration.lake.durable import write_atomically
from orchestration.lake.retention import CONTEXT_DAYS
from orchestration.plant import Plant, Workspace
from orchestration.plant.equipment import Site

Span = tuple[str, str | None, str | None]
"""A work unit and a stretch of its time (ISO 8601, UTC; None where there is no bound)."""

TIMED_TABLES = frozenset({"samples", "operations"})
"""Lake tables whose rows make the calendar time that is accounted for."""


class LoadsLostError(Exception):
    """The lake lacks loads that figures were made of before: what would be rebuilt from it would lack them silently."""


class SamplesExpiredError(Exception):
    """History begins before the samples that retention left: figures would be made of too few, silently."""


@dataclass(frozen=True)
class TransformState:
    """What the build database holds: of which code, configuration, lake and loads, and up to which production date.

    `building` is what a rebuild that was begun and has not ended computes: a killed one leaves it behind, and the next
    run covers it. `finished_at_utc` is when the last rebuild ended. `retracted` are the numbers of the loads that
    it knows to be taken back.
    """

    code_version: str
    configuration_hash: str
    lake_uri: str
    last_loads: dict[str, int] = field(default_factory=dict)
    until: date | None = None
    building: list[Span] = field(default_factory=list)
    finished_at_utc: datetime | None = None
    retracted: list[int] = field(default_factory=list)


def read_state(workspace: Workspace) -> TransformState | None:
    """Return the state of the build database, or None when there is none to build on, or one of an older format."""
    if not workspace.build_db.exists():
        return None
    try:
        raw: dict[str, Any] = json.loads((workspace.warehouse / "transformed.json").read_text(encoding="utf-8"))
        until = date.fromisoformat(raw["until"]) if raw["until"] else None
        spans = [(work_unit, begin, end) for work_unit, begin, end in raw["building"]]
        finished = datetime.fromisoformat(raw["finished_at_utc"]) if raw["finished_at_utc"] else None
        return TransformState(**{**raw, "until": until, "building": spans, "finished_at_utc": finished})
    except (FileNotFoundError, TypeError):
        return None


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
    timed = {source.id: source for source in plant.sources if TIMED_TABLES & set(source.produces)}
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
    timed = [source.id for source in plant.sources if TIMED_TABLES & set(source.produces)]
    newest: datetime | None = (
        ledger.filter(pl.col("source").is_in(timed) & (pl.col("status") == "loaded"))
        .select(pl.col("max_ts_utc").max())
        .item()
    )
    return newest


def full_rebuild_because(before: TransformState | None, after: TransformState) -> str | None:
    """Return why everything has to be rebuilt; None where what is new is enough."""
    if before is None:
        return "there is nothing to build on"
    if before.code_version != after.code_version:
        return "the code changed"
    if before.configuration_hash != after.configuration_hash:
        return "the configuration changed"
    if before.lake_uri != after.lake_uri:
        # The build database's views look at the lake where it was.
        return "the workspace moved"
    return None


@dataclass(frozen=True)
class NewRows:
    """What loads and retractions brought since: the names of tables other than samples, and of samples days (UTC).

    `landed_days` are, per source, all days of which rows came or went; `sample_days` those of them whose samples may
    say something else than before.
    """

    sample_days: dict[str, list[date]]
    landed_days: dict[str, list[date]]
    tables: list[str]
    reason: str


def new_rows(plant: Plant, ledger: pl.DataFrame, state: TransformState) -> NewRows:
    """Return what the build database does not know yet."""
    produces = {source.id: source.produces for source in plant.sources}
    new, taken_back = new_loads(ledger, state), new_retractions(ledger, state)
    # What a load repeated may be what counts, once the load that said it first is taken back.
    taken_back = taken_back.with_columns(changed_days=pl.col("touched_days"))
    # Loads of versions that did not compare may have changed all they touch.
    since = pl.concat([new, taken_back], how="diagonal").with_columns(
        pl.col("changed_days").fill_null(pl.col("touched_days"))
    )
    sources = [source for source, tables in produces.items() if "samples" in tables]
    samples = since.filter(pl.col("source").is_in(sources))
    tables = {table for source in since["source"].unique() for table in produces.get(source, ())} - {"samples"}
    changes = [f"{new.height} new load(s)"] * bool(new.height)
    changes += [f"{taken_back.height} retracted"] * bool(taken_back.height)
    return NewRows(
        sample_days=_days_by_source(samples, "changed_days"),
        landed_days=_days_by_source(samples, "touched_days"),
        tables=sorted(tables),
        reason=", ".join(changes) or "asked for",
    )


def _days_by_source(loads: pl.DataFrame, column: str) -> dict[str, list[date]]:
    days: dict[str, set[date]] = {}
    for source, listed in loads.select("source", column).iter_rows():
        days.setdefault(source, set()).update(date.fromisoformat(day) for day in json.loads(listed or "[]"))
    return {source: sorted(found) for source, found in sorted(days.items()) if found}


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


def refuse_expired_history(plant: Plant, ledger: pl.DataFrame) -> None:
    """See that the lake has the samples that figures from `history_start` on are made of.

    Raises:
        SamplesExpiredError: retention deleted some of them, as history began later then.
    """
    known = [source.id for source in plant.sources]
    expired = ledger.filter(pl.col("source").is_in(known) & (pl.col("kept_from") > first_needed_day(plant)))
    if expired.is_empty():
        return
    kept_from = max(expired["kept_from"].to_list())
    raise SamplesExpiredError(
        f"plant.yaml has history_start {plant.history_start}, but samples of "
        f"{', '.join(expired['source'].unique().sort())} before {kept_from} were deleted by retention: figures would "
        f"be made of what is left. Write history_start: {kept_from + timedelta(days=CONTEXT_DAYS)} or later, or "
        "restore the lake from its archive or its backup."
    )


def last_loads(ledger: pl.DataFrame) -> dict[str, int]:
    """Return the highest load number of each source."""
    return dict(ledger.group_by("source").agg(pl.col("load_seq").max()).sort("source").iter_rows())


def begin(workspace: Workspace, state: TransformState | None, spans: list[Span] | None) -> None:
    """Note that a rebuild of `spans` (None = of everything) begins, so that a killed one is covered by the next."""
    if state is None or spans is None:
        forget_state(workspace)
    else:
        write_state(workspace, replace(state, building=spans))
