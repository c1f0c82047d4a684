"""What is new to the build database, when everything must be rebuilt, and what a killed rebuild leaves behind."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from orchestration.defs.transforms.window import (
    NewRows,
    Span,
    TransformState,
    begin,
    full_rebuild_because,
    new_rows,
    newest_date,
    newest_time,
    production_date,
    read_state,
    write_state,
)
from orchestration.plant import Plant, Workspace, scaffold

SCHEMA = {
    "source": pl.String,
    "load_seq": pl.Int64,
    "status": pl.String,
    "max_ts_utc": pl.Datetime("us", "UTC"),
    "touched_days": pl.String,
    "changed_days": pl.String,
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    scaffold(tmp_path)
    return Workspace(tmp_path)


@pytest.fixture
def plant(workspace: Workspace) -> Plant:
    plant = workspace.load()
    berlin = plant.sites[0].model_copy(update={"time_zone": "Europe/Berlin", "day_start": 6 * 60})
    samples = plant.sources[0].model_copy(update={"id": "historian", "site": berlin.id, "produces": ("samples",)})
    prices = samples.model_copy(update={"id": "prices", "produces": ("prices",)})
    return plant.model_copy(
        update={"sites": (berlin,), "sources": (samples, prices), "history_start": date(2026, 10, 1)}
    )


def ledger(*loads: tuple[str, int, str | None, list[str]], changed: list[str] | None = None) -> pl.DataFrame:
    """Loads as (source, load_seq, newest time, touched UTC days), with the days of them that they changed, if known."""
    rows = [
        (
            *(source, seq, "loaded", datetime.fromisoformat(newest) if newest else None, json.dumps(days)),
            None if changed is None else json.dumps(changed),
        )
        for source, seq, newest, days in loads
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def state(**changes: object) -> TransformState:
    values: dict[str, object] = {
        "code_version": "1",
        "configuration_hash": "c",
        "lake_uri": "lake",
        "last_loads": {"historian": 1},
        "until": date(2026, 11, 9),
    }
    return TransformState(**{**values, **changes})  # type: ignore[arg-type]


OLD = ("historian", 1, "2026-11-09T22:00:00+00:00", ["2026-11-09"])


def test_without_a_build_database_everything_is_rebuilt() -> None:
    assert full_rebuild_because(None, state()) == "there is nothing to build on"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"code_version": "2"}, "the code changed"),
        ({"configuration_hash": "d"}, "the configuration changed"),
        ({"lake_uri": "elsewhere"}, "the workspace moved"),
        ({"last_loads": {"historian": 2}}, None),
    ],
)
def test_everything_is_rebuilt_where_it_was_made_of_something_else(changed: dict[str, str], reason: str | None) -> None:
    assert full_rebuild_because(state(), state(**changed)) == reason


def test_new_samples_are_known_by_their_days_and_other_tables_by_name(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20", "2026-10-19"])
    found = new_rows(plant, ledger(OLD, late, ("prices", 3, None, [])), state())
    days = {"historian": [date(2026, 10, 19), date(2026, 10, 20)]}
    assert found == NewRows(days, days, ["prices"], "2 new load(s)")


def test_a_source_of_samples_and_operations_is_known_by_days_and_by_name(plant: Plant) -> None:
    both = plant.sources[0].model_copy(update={"produces": ("samples", "operations")})
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20"])
    found = new_rows(plant.model_copy(update={"sources": (both,)}), ledger(OLD, late), state())
    days = {"historian": [date(2026, 10, 20)]}
    assert found == NewRows(days, days, ["operations"], "1 new load(s)")


def test_a_load_that_was_compared_restates_only_the_days_it_changed(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20", "2026-10-19"])
    found = new_rows(plant, ledger(OLD, late, changed=["2026-10-20"]), state())
    assert found.sample_days == {"historian": [date(2026, 10, 20)]}
    assert found.landed_days == {"historian": [date(2026, 10, 19), date(2026, 10, 20)]}
    assert new_rows(plant, ledger(OLD, late, changed=[]), state()).sample_days == {}


def test_taking_back_a_load_that_repeated_restates_all_it_touched(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20"])
    loads = retracted(ledger(OLD, late, changed=[]), 2)
    assert new_rows(plant, loads, state(last_loads={"historian": 2})).sample_days == {"historian": [date(2026, 10, 20)]}


def retracted(loads: pl.DataFrame, seq: int) -> pl.DataFrame:
    status = pl.when(pl.col("load_seq") == seq).then(pl.lit("retracted")).otherwise("status")
    return loads.with_columns(status.alias("status"))


def test_a_retraction_is_new_until_it_is_known(plant: Plant) -> None:
    late = ("historian", 2, "2026-10-20T10:00:00+00:00", ["2026-10-20"])
    loads = retracted(ledger(OLD, late), 2)
    found = new_rows(plant, loads, state(last_loads={"historian": 2}))
    days = {"historian": [date(2026, 10, 20)]}
    assert found == NewRows(days, days, [], "1 retracted")
    known = new_rows(plant, loads, state(last_loads={"historian": 2}, retracted=[2]))
    assert known == NewRows({}, {}, [], "asked for")


def test_retracted_prices_are_compared(plant: Plant) -> None:
    loads = retracted(ledger(OLD, ("prices", 2, None, [])), 2)
    assert new_rows(plant, loads, state(last_loads={"historian": 1, "prices": 2})).tables == ["prices"]


def test_retracted_data_does_not_count_for_the_newest_day(plant: Plant) -> None:
    wrong_clock = ("historian", 2, "2099-01-01T00:00:00+00:00", ["2099-01-01"])
    loads = retracted(ledger(OLD, wrong_clock), 2)
    assert newest_date(plant, loads, datetime(2026, 11, 12, 12, tzinfo=UTC)) == date(2026, 11, 9)
    assert newest_time(plant, loads) == datetime(2026, 11, 9, 22, tzinfo=UTC)


SPANS: list[Span] = [("press", "2026-11-08T05:00:00+00:00", None)]


def test_a_killed_rebuild_is_remembered(workspace: Workspace) -> None:
    workspace.warehouse.mkdir()
    workspace.build_db.touch()
    before = state(finished_at_utc=datetime(2026, 11, 9, 7, tzinfo=UTC))
    write_state(workspace, before)
    begin(workspace, before, SPANS)
    left = read_state(workspace)
    assert left is not None
    assert (left.building, left.last_loads) == (SPANS, {"historian": 1})


def test_a_killed_full_rebuild_leaves_nothing_to_build_on(workspace: Workspace) -> None:
    workspace.warehouse.mkdir()
    workspace.build_db.touch()
    write_state(workspace, state())
    begin(workspace, state(), None)
    assert read_state(workspace) is None


def test_a_state_of_an_older_format_is_nothing_to_build_on(workspace: Workspace) -> None:
    workspace.warehouse.mkdir()
    workspace.build_db.touch()
    old = {"code_version": "1", "configuration_hash": "c", "until": None, "building": None, "finished_at_utc": None}
    (workspace.warehouse / "transformed.json").write_text(json.dumps(old), encoding="utf-8")
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
