"""What Dagster shows: every asset with group, kinds and owner, in a clone without a workspace as well."""

from datetime import timedelta
from pathlib import Path

import dagster as dg
import pytest
from dagster import AssetSelection

from orchestration.definitions import assemble
from orchestration.plant import ConfigurationErrors, Workspace, scaffold
from orchestration.settings import Settings


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("workspace")
    scaffold(root)
    return Workspace(root)


@pytest.fixture(scope="module")
def definitions(workspace: Workspace) -> dg.Definitions:
    return assemble(workspace, Settings())


@pytest.fixture(scope="module")
def specs(definitions: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in definitions.resolve_all_asset_specs()}


def test_every_asset_has_a_group_kinds_an_owner_and_a_description(specs: dict[str, dg.AssetSpec]) -> None:
    groups = {"ingest", "staging", "intermediate", "marts", "staged", "meta", "publish", "lake_upkeep"}
    assert {spec.group_name for spec in specs.values()} == groups
    assert [key for key, spec in specs.items() if not spec.kinds or not spec.owners] == []
    assert [
        key
        for key, spec in specs.items()
        if spec.group_name in {"ingest", "publish", "lake_upkeep"} and not spec.description
    ] == []


def test_each_source_is_one_asset_with_its_freshness_policy(
    workspace: Workspace, specs: dict[str, dg.AssetSpec]
) -> None:
    for source in workspace.load().sources:
        late = timedelta(seconds=source.fresh_within_s)
        expected = dg.FreshnessPolicy.time_window(fail_window=late, warn_window=late * 0.75)
        assert specs[f"ingest/{source.id}"].freshness_policy == expected


def test_staging_reads_what_fills_the_lake_s_tables(workspace: Workspace, specs: dict[str, dg.AssetSpec]) -> None:
    sampled = {f"ingest/{source.id}" for source in workspace.load().sources if source.produces == ("samples",)}
    samples = specs["staging/stg_lake__samples"]
    assert {dep.asset_key.to_user_string() for dep in samples.deps} == sampled
    tags = specs["staging/stg_plant__tags"]
    assert [dep.asset_key.to_user_string() for dep in tags.deps] == ["configuration"]


def test_facts_are_partitioned_by_production_day(workspace: Workspace, specs: dict[str, dg.AssetSpec]) -> None:
    partitions = specs["marts/fct_time_segments"].partitions_def
    assert isinstance(partitions, dg.DailyPartitionsDefinition)
    assert partitions.get_partition_keys()[0] == workspace.load().history_start.isoformat()
    assert specs["marts/dim_work_unit"].partitions_def is None


def test_dbt_tests_of_severity_error_and_our_own_checks_block(
    definitions: dg.Definitions, workspace: Workspace
) -> None:
    graph = definitions.resolve_asset_graph()
    source = workspace.load().sources[0].id
    blocking = {
        key.name for key in graph.asset_check_keys if graph.get_check_spec(key).blocking
    }  # fmt: skip
    assert {"rows_read_equal_loaded_and_rejected", "lake_holds_what_the_ledger_says"} <= blocking
    assert "newest_data_is_fresh" not in blocking
    fresh = dg.AssetCheckKey(dg.AssetKey(["ingest", source]), "newest_data_is_fresh")
    assert fresh in graph.asset_check_keys
    assert any(key.asset_key.path[0] == "marts" for key in graph.asset_check_keys)


def test_the_published_asset_depends_on_everything_that_is_published(specs: dict[str, dg.AssetSpec]) -> None:
    upstream = {dep.asset_key for dep in specs["published"].deps}
    published = {spec.key for spec in specs.values() if spec.group_name in {"marts", "staged", "meta"}}
    assert upstream == published


def test_the_job_main_is_everything_but_the_lake_s_upkeep_in_one_process(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("main")
    makes_figures = AssetSelection.all() - AssetSelection.groups("lake_upkeep")
    everything = makes_figures.resolve(definitions.resolve_asset_graph())
    assert job.executor_def.name == "in_process"
    assert set(job.asset_layer.executable_asset_keys) == everything - {dg.AssetKey(["configuration"])}


def test_a_sensor_and_a_schedule_a_site_start_runs(definitions: dg.Definitions, workspace: Workspace) -> None:
    assert [sensor.name for sensor in definitions.sensors or []] == ["landing"]
    schedules = {schedule.name: schedule for schedule in definitions.schedules or []}
    site = workspace.load().sites[0]
    schedule = schedules[f"after_day_start_{site.id}"]
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert schedule.execution_timezone == site.time_zone


def test_a_fresh_clone_without_a_workspace_loads_and_starts_nothing(tmp_path: Path) -> None:
    definitions = assemble(Workspace(tmp_path / "nowhere"), Settings())
    dg.Definitions.validate_loadable(definitions)
    assert not definitions.sensors
    assert not definitions.schedules


def test_errors_in_the_configuration_are_told_and_not_hidden(tmp_path: Path) -> None:
    scaffold(tmp_path)
    (tmp_path / "plant.yaml").write_text((tmp_path / "plant.yaml").read_text().replace("time_zone:", "timezone:"))
    with pytest.raises(ConfigurationErrors, match=r"plant\.yaml, line \d+"):
        assemble(Workspace(tmp_path), Settings())
