"""What one run of the transforms rebuilds: decided, noted and handed to the models as tables.

The models read it from the folder that MILLRACE_REBUILD names (transforms/macros/asked_days.sql).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import polars as pl

from orchestration.defs.run_plan import read_ledger
from orchestration.defs.transforms.changes import touched_time
from orchestration.defs.transforms.reach import Reach, open_build, reach
from orchestration.defs.transforms.window import (
    NewRows,
    Span,
    TransformState,
    full_rebuild_because,
    last_loads,
    new_rows,
    newest_date,
    read_state,
    refuse_expired_history,
    refuse_lost_loads,
    retracted_loads,
)
from orchestration.plant import Workspace, write_config
from orchestration.settings import code_version

DAYS = pl.Schema({"source": pl.String, "day_utc": pl.Date})
_ISO_SPANS = {"work_unit": pl.String, "from_utc": pl.String, "to_utc": pl.String}


@dataclass(frozen=True)
class Rebuild:
    """What a run rebuilds (production dates inclusive), why, and the state before and after it.

    `spans` is what it computes, per work unit; None stands for everything, from empty tables.
    """

    from_date: date
    to_date: date
    reason: str
    spans: list[Span] | None
    state_before: TransformState | None
    state_after: TransformState


def plan_rebuild(workspace: Workspace, requested: tuple[date, date] | None) -> Rebuild:
    """Compile the configuration, decide what to rebuild and write it down for the models.

    Args:
        workspace: holding its lock.
        requested: production dates (inclusive) that a person or a backfill asked for besides.

    Raises:
        LoadsLostError: the lake lacks what was published before.
        SamplesExpiredError: history begins before the samples that retention left.
    """
    plant = workspace.load()
    ledger = read_ledger(workspace)
    until = newest_date(plant, ledger, datetime.now(UTC))
    before = read_state(workspace)
    refuse_lost_loads(workspace, ledger, before)
    refuse_expired_history(plant, ledger)
    configuration = write_config(plant, until, workspace.config_dir)
    after = TransformState(
        code_version=code_version(),
        configuration_hash=configuration,
        lake_uri=workspace.lake_uri,
        last_loads=last_loads(ledger),
        retracted=retracted_loads(ledger),
        until=until,
    )
    because = full_rebuild_because(before, after)
    if before is None or because is not None:
        return Rebuild(plant.history_start, until, because or "", None, before, after)
    new = new_rows(plant, ledger, before)
    found = _reach(workspace, new, before, until, requested)
    _write(workspace, found, new)
    dates: list[date] = found.asked_days["production_date"].to_list() or [until]
    return Rebuild(min(dates), max(dates), new.reason, _spans(found), before, after)


def _reach(
    workspace: Workspace,
    new: NewRows,
    before: TransformState,
    until: date,
    requested: tuple[date, date] | None,
) -> Reach:
    with open_build(workspace) as connection:
        touched = [
            touched_time(connection, new.sample_days, new.tables),
            pl.DataFrame(before.building, schema=_ISO_SPANS, orient="row").with_columns(
                pl.col("from_utc", "to_utc").str.to_datetime(time_unit="us", time_zone="UTC")
            ),
        ]
        if requested is not None:
            touched.append(
                connection.execute(
                    """
                    select units.work_unit, min(days.start_utc) as from_utc, max(days.end_utc) as to_utc
                    from units inner join days on units.site = days.site
                    where days.production_date between ? and ?
                    group by units.work_unit
                    """,
                    requested,
                ).pl()
            )
        return reach(connection, pl.concat(touched, how="vertical_relaxed"), until)


def _spans(found: Reach) -> list[Span]:
    asked = found.contexts.filter(pl.col("work_unit").is_in(found.asked_days["work_unit"].unique().implode()))
    iso = pl.col("context_from_utc", "context_to_utc").dt.to_string("iso")
    return asked.select("work_unit", iso).rows()


def _write(workspace: Workspace, found: Reach, new: NewRows) -> None:
    folder = workspace.rebuild_dir
    folder.mkdir(parents=True, exist_ok=True)
    found.asked_days.write_parquet(folder / "asked_days.parquet")
    found.contexts.write_parquet(folder / "contexts.parquet")
    for name, by_source in {"changed_days": new.sample_days, "landed_days": new.landed_days}.items():
        rows = [(source, day) for source, days in by_source.items() for day in days]
        pl.DataFrame(rows, schema=DAYS, orient="row").write_parquet(folder / f"{name}.parquet")
