"""Which days are rebuilt: what new data touches, what a killed rebuild left, and everything where it must be."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from orchestration.defs.transforms.window import (
    TransformState,
    Window,
    begin,
    newest_date,
    newest_time,
    production_date,
    read_state,
    rebuild_window,
    write_state,
)
from orchestration.plant import Plant, Workspace, scaffold

SCHEMA = {
    "source": pl.String,
    "load_seq": pl.Int64,
    "status": pl.String,
    "max_ts_utc": pl.Datetime("us", "UTC"),
    "touched_days": pl.String,
}
UNTIL = date(2026, 11, 10)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    scaffold(tmp_path)
    return Workspace(tmp_path)


@pytest.fixture
def plant(workspace: Workspace) -> Plant:
    plant = workspace.load()
    berlin = plant.sites[0].model_copy(update={"time_zone": "Europe/Berlin", "day_start": 6 * 60})
    samples = plant.sources[0].model_copy(update={"id": "historian", "site": berlin.id, "produces": "samples"})
    prices = samples.model_copy(update={"id": "prices", "produces": "prices"})
    return plant.model_copy(
        update={"sites": (berlin,), "sources": (samples, prices), "history_start": date(2026, 10, 1)}
    )


def ledger(*loads: tuple[str, int, str | None, list[str]]) -> pl.DataFrame:
    """Loads as (source, load_seq, newest time, touched UTC days)."""
    rows = [
        (source, seq, "loaded", datetime.fromisoformat(newest) if newest else None, json.dumps(days))
        for source, seq, newest, days in loads
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def state(**changes: object) -> TransformState:
    values: dict[str, object] = {
        "code_version": "1",
        "configuration_hash": "c",
        "last_loads": {"historian": 1},
        "until": date(2026, 11, 9),
    }
    return TransformState(**{**values, **changes})  # type: ignore[arg-type]


def window(plant: Plant, loads: pl.DataFrame, known: TransformState | None, **changes: object) -> Window:
    values: dict[str, object] = {"code_version": "1", "configuration_hash": "c", "until": UNTIL}
    return rebuild_window(plant, loads, known, **{**values, **changes})  # type: ignore[arg-type]


OLD = ("historian", 1, "2026-11-09T22:00:00+00:00", ["2026-11-09"])


def test_without_a_build_database_everything_is_rebuilt(plant: Plant) -> None:
    found = window(plant, ledger(OLD), None)
    assert found == Window(date(2026, 10, 1), UNTIL, True, "there is nothing to build on")


@pytest.mark.parametrize("changed", [{"code_version": "2"}, {"configuration_hash": "d"}])
def test_changed_code_or_configuration_rebuilds_everything(plant: Plant, changed: dict[str, str]) -> None:
    found = window(plant, ledger(OLD), state(), **changed)
    assert (found.from_date, found.rebuild_all) == (date(2026, 10, 1), True)


def test_one_more_day_rebuilds_from_the_day_before_it(plant: Plant) -> None:
    new = ("historian", 2, "2026-11-10T20:00:00+00:00", ["2026-11-10"])
    found = window(plant, ledger(OLD, new), state())
    # 2026-11-10 00:00 UTC is 01:00 in Berlin, so still production day 9; the stop before it may have begun on day 8.
    assert (found.from_date, found.to_date, found.rebuild_all) == (date(2026, 11, 8), UNTIL, False)


def test_late_data_rebuilds_from_its_day_up_to_the_end(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20"])
    assert window(plant, ledger(OLD, late), state()).from_date == date(2026, 10, 18)


def test_new_prices_rebuild_every_day(plant: Plant) -> None:
    prices = ("prices", 2, None, [])
    assert window(plant, ledger(OLD, prices), state()).from_date == date(2026, 10, 1)


def retracted(loads: pl.DataFrame, seq: int) -> pl.DataFrame:
    status = pl.when(pl.col("load_seq") == seq).then(pl.lit("retracted")).otherwise("status")
    return loads.with_columns(status.alias("status"))


def test_a_retraction_rebuilds_what_the_file_touched_until_it_is_known(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20"])
    loads = retracted(ledger(OLD, late), 2)
    found = window(plant, loads, state(last_loads={"historian": 2}))
    assert (found.from_date, found.rebuild_all, found.reason) == (date(2026, 10, 18), False, "1 retracted")
    assert window(plant, loads, state(last_loads={"historian": 2}, retracted=[2])).from_date == date(2026, 11, 9)


def test_retracting_the_newest_data_rebuilds_everything(plant: Plant) -> None:
    found = window(plant, retracted(ledger(OLD), 1), state(until=UNTIL), until=date(2026, 11, 8))
    assert found == Window(date(2026, 10, 1), date(2026, 11, 8), True, "the newest data was retracted")


def test_retracted_prices_rebuild_every_day(plant: Plant) -> None:
    loads = retracted(ledger(OLD, ("prices", 2, None, [])), 2)
    found = window(plant, loads, state(last_loads={"historian": 1, "prices": 2}))
    assert found.from_date == date(2026, 10, 1)


def test_retracted_data_does_not_count_for_the_newest_day(plant: Plant) -> None:
    wrong_clock = ("historian", 2, "2099-01-01T00:00:00+00:00", ["2099-01-01"])
    loads = retracted(ledger(OLD, wrong_clock), 2)
    assert newest_date(plant, loads, datetime(2026, 11, 12, 12, tzinfo=UTC)) == date(2026, 11, 9)
    assert newest_time(plant, loads) == datetime(2026, 11, 9, 22, tzinfo=UTC)


def test_what_a_killed_rebuild_began_is_rebuilt(plant: Plant) -> None:
    assert window(plant, ledger(OLD), state(building=date(2026, 10, 25))).from_date == date(2026, 10, 25)


def test_a_backfill_widens_the_window(plant: Plant) -> None:
    found = window(plant, ledger(OLD), state(), requested=(date(2026, 10, 12), date(2026, 10, 13)))
    assert (found.from_date, found.to_date) == (date(2026, 10, 12), UNTIL)


def test_a_killed_rebuild_is_remembered(workspace: Workspace) -> None:
    workspace.warehouse.mkdir()
    workspace.build_db.touch()
    before = state(finished_at_utc=datetime(2026, 11, 9, 7, tzinfo=UTC))
    write_state(workspace, before)
    begin(workspace, before, Window(date(2026, 11, 8), UNTIL, False, ""))
    left = read_state(workspace)
    assert left is not None
    assert (left.building, left.last_loads) == (date(2026, 11, 8), {"historian": 1})


def test_a_killed_full_rebuild_leaves_nothing_to_build_on(workspace: Workspace) -> None:
    workspace.warehouse.mkdir()
    workspace.build_db.touch()
    write_state(workspace, state())
    begin(workspace, state(), Window(date(2026, 10, 1), UNTIL, True, ""))
    assert read_state(workspace) is None


def test_a_removed_build_database_takes_its_state_along(workspace: Workspace) -> None:
    write_state(workspace, state())
    assert read_state(workspace) is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-10-25T04:59:00+00:00", date(2026, 10, 24)),  # 05:59 in winter time, on the morning of the change
        ("2026-10-25T05:00:00+00:00", date(2026, 10, 25)),  # 06:00
        ("2026-07-01T04:00:00+00:00", date(2026, 7, 1)),  # 06:00 in summer time
        ("2026-07-01T03:59:59+00:00", date(2026, 6, 30)),
    ],
)
def test_the_production_day_starts_by_the_site_s_clock(plant: Plant, moment: str, expected: date) -> None:
    assert production_date(plant.sites[0], datetime.fromisoformat(moment)) == expected


def test_the_newest_day_follows_from_the_data_and_is_never_in_the_future(plant: Plant) -> None:
    now = datetime(2026, 11, 12, 12, tzinfo=UTC)
    assert newest_date(plant, ledger(OLD), now) == date(2026, 11, 9)
    wrong_clock = ("historian", 2, "2099-01-01T00:00:00+00:00", ["2099-01-01"])
    assert newest_date(plant, ledger(OLD, wrong_clock), now) == date(2026, 11, 12)
    exactly_at_day_start = ("historian", 2, "2026-11-10T05:00:00+00:00", ["2026-11-10"])
    assert newest_date(plant, ledger(exactly_at_day_start), now) == date(2026, 11, 9)
