"""What makes a run worth starting."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from deltalake import write_deltalake

from orchestration.defs import run_plan
from orchestration.defs.publish.contents import Publication
from orchestration.defs.publish.failure import write_failure
from orchestration.defs.run_plan import RunPlan, plan_run
from orchestration.defs.transforms.window import LoadsLostError, Span, TransformState, read_state, write_state
from orchestration.lake import LAKE_TABLES, Lake
from orchestration.plant import Plant, Workspace, configuration_hash
from orchestration.settings import code_version

PUBLISHED_AT = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def plant(workspace: Workspace) -> Plant:
    return workspace.load()


def everything_published(workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch, **changes: str) -> None:
    """Make the workspace look as after a run; `changes` are fields of the publication."""
    made_of = {"code_version": code_version(), "configuration_hash": configuration_hash(plant), **changes}
    publication = Publication(
        "v", PUBLISHED_AT, made_of["code_version"], made_of["configuration_hash"], "", None, None, 0, 0
    )
    monkeypatch.setattr(run_plan, "read_publication", lambda _: publication)
    remember(workspace, plant, PUBLISHED_AT - timedelta(minutes=1))


def remember(
    workspace: Workspace,
    plant: Plant,
    finished: datetime,
    building: list[Span] | None = None,
    loads: dict[str, int] | None = None,
) -> None:
    workspace.warehouse.mkdir(exist_ok=True)
    workspace.build_db.touch()
    made_of = code_version(), configuration_hash(plant), workspace.lake_uri, loads or {}
    state = TransformState(*made_of, date(2026, 11, 1), building or [], finished)
    write_state(workspace, state)


def reasons(plan: RunPlan | None) -> list[str]:
    assert plan is not None
    return plan.reasons


def land(workspace: Workspace, plant: Plant, name: str = "new.csv") -> str:
    source = plant.sources[0].id
    folder = workspace.landing / source
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("tag;time;value\n")
    return source


def test_with_everything_published_there_is_nothing_to_do(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    assert plan_run(workspace, plant) is None


def test_the_first_run_needs_no_other_reason(workspace: Workspace, plant: Plant) -> None:
    plan = plan_run(workspace, plant)
    assert reasons(plan) == ["nothing is published yet"]
    assert plan is not None
    assert plan.day == plant.history_start


def test_a_landed_file_names_its_source_only(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    source = land(workspace, plant)
    plan = plan_run(workspace, plant)
    assert reasons(plan) == [f"1 file(s) of {source}"]
    assert plan is not None
    assert (plan.sources, plan.day) == ([source], date(2026, 11, 1))


def test_of_many_sources_with_new_files_only_their_number_is_told(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = tuple(plant.sources[0].model_copy(update={"id": f"s{number}"}) for number in range(6))
    plant = plant.model_copy(update={"sources": sources})
    everything_published(workspace, plant, monkeypatch)
    for source in sources:
        (workspace.landing / source.id).mkdir(parents=True)
        for name in ("a.csv", "b.csv"):
            (workspace.landing / source.id / name).write_text("tag;time;value\n")
    plan = plan_run(workspace, plant)
    assert reasons(plan) == ["12 files of 6 sources"]
    assert plan is not None
    assert plan.sources == [source.id for source in sources]


def test_the_same_files_have_the_same_key_and_others_another(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    land(workspace, plant)
    first, again = plan_run(workspace, plant), plan_run(workspace, plant)
    land(workspace, plant, "later.csv")
    more = plan_run(workspace, plant)
    assert first is not None
    assert again is not None
    assert more is not None
    assert first.key == again.key != more.key


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"code_version": "0"}, "the code changed"), ({"configuration_hash": "0"}, "the configuration changed")],
)
def test_changed_code_or_configuration_is_a_reason(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], reason: str
) -> None:
    everything_published(workspace, plant, monkeypatch, **changes)
    assert reasons(plan_run(workspace, plant)) == [reason]


def test_a_retraction_is_a_reason_until_a_rebuild_knows_it(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch, code_version=code_version())
    plan_run(workspace, plant)
    row = {"source": plant.sources[0].id, "load_seq": 7, "status": "retracted", "touched_days": "[]"}
    columns = LAKE_TABLES["ledger"].columns
    write_deltalake(
        Lake(workspace.lake_uri).table("ledger"), pl.DataFrame([row], schema=columns).to_arrow(), mode="append"
    )
    assert reasons(plan_run(workspace, plant)) == ["1 file(s) were retracted (load 7)"]
    state = read_state(workspace)
    assert state is not None
    write_state(workspace, replace(state, retracted=[7]))
    assert plan_run(workspace, plant) is None


def test_a_load_without_a_rebuild_is_a_reason_with_a_key_of_its_own(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a pull leaves it that ran by itself."""
    everything_published(workspace, plant, monkeypatch)
    plan_run(workspace, plant)
    keys = []
    for load_seq in (7, 8):
        row = {"source": plant.sources[0].id, "load_seq": load_seq, "status": "loaded", "touched_days": "[]"}
        rows = pl.DataFrame([row], schema=LAKE_TABLES["ledger"].columns).to_arrow()
        write_deltalake(Lake(workspace.lake_uri).table("ledger"), rows, mode="overwrite")
        plan = plan_run(workspace, plant)
        assert reasons(plan) == ["1 load(s) are not in the figures yet"]
        assert plan is not None
        keys.append(plan.key)
    assert keys[0] != keys[1]


def test_a_killed_or_failed_run_is_taken_up_again(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    remember(workspace, plant, PUBLISHED_AT - timedelta(minutes=1), building=[("press", None, None)])
    assert reasons(plan_run(workspace, plant)) == ["the last rebuild was not finished"]
    remember(workspace, plant, PUBLISHED_AT + timedelta(minutes=1))
    assert reasons(plan_run(workspace, plant)) == ["the last rebuild was not published"]
    remember(workspace, plant, PUBLISHED_AT - timedelta(minutes=1))
    write_failure(workspace, "a check failed", [])
    assert reasons(plan_run(workspace, plant)) == ["the last run failed"]


def test_a_deleted_build_database_is_rebuilt(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    workspace.build_db.unlink()
    assert reasons(plan_run(workspace, plant)) == ["there is no whole build database"]


def test_a_lake_that_lacks_what_was_published_is_refused_with_a_remedy(
    workspace: Workspace, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything_published(workspace, plant, monkeypatch)
    source = plant.sources[0].id
    remember(workspace, plant, PUBLISHED_AT - timedelta(minutes=1), loads={source: 1})
    with pytest.raises(LoadsLostError, match=rf"lacks loads of {source} .* Put the lake back\."):
        plan_run(workspace, plant)
