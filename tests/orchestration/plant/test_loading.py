from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestration.plant import ConfigurationErrors, Plant, Workspace

Errors = Callable[..., list[str]]


def test_right_files_become_types(plant: Plant) -> None:
    assert plant.history_start == date(2026, 10, 18)
    assert plant.sites[0].day_start == 6 * 60
    line = next(plant.lines())
    assert (line.rollup, line.constraint, line.exit_unit, line.sold_out) == ("constraint", "press", "pack", True)
    assert [unit.id for unit in plant.work_units()] == ["press", "pack"]
    assert next(plant.work_units()).aliases == ("0010",)  # plain YAML numbers keep their zeros
    assert plant.published_versions == 7
    assert [policy.name for policy in plant.loss_policies] == ["default"]


def test_source_has_its_sites_zone_and_its_readers_options(plant: Plant) -> None:
    source = plant.source("hist")
    assert source.zone == ZoneInfo("Europe/Berlin")
    assert source.produces == ("samples",)
    assert getattr(source.options, "device") == "Press01"  # noqa: B009 - the type is the reader's


def test_csv_files_may_be_left_out(workspace: Callable[..., Workspace], right_files: dict[str, str]) -> None:
    only_yaml = dict.fromkeys(("tags", "states", "reasons", "reason_codes", "shifts", "calendar", "targets"))
    assert workspace(**only_yaml).load().tags == ()


def test_keys_with_nothing_behind_them_have_their_default(
    workspace: Callable[..., Workspace], right_files: dict[str, str]
) -> None:
    text = (
        right_files["plant"].replace("options: {device: Press01}", "options:\n    time_zone:")
        + "cost:\nloss_policies:\n"
    )
    plant = workspace(plant=text).load()
    assert plant.cost.constraint_factor == 0
    assert plant.sources[0].time_zone == "Europe/Berlin"


def test_missing_plant_yaml_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationErrors, match="millrace init"):
        Workspace(tmp_path / "nowhere").load()


def test_all_errors_of_all_files_come_at_once(errors: Errors, right_files: dict[str, str]) -> None:
    found = errors(
        plant=right_files["plant"]
        .replace("Europe/Berlin", "Europe/Berlinn")
        .replace("constraint: press", "constraint: pres"),
        tags=right_files["tags"].replace("P.State,press,", "P.State,presss,"),
        reasons=right_files["reasons"].replace("pause,Break,,planned,", "pause,Break,,,"),
    )
    assert [sentence.partition(" It can be")[0] for sentence in found] == [
        "plant.yaml, line 7, sites[0].time_zone: there is no time zone 'Europe/Berlinn'. Did you mean 'Europe/Berlin'?",
        "plant.yaml, line 17, sites[0].areas[0].lines[0].constraint: 'pres' is no work unit of line 'l1'. "
        "Did you mean 'press'?",
        "reasons.csv, line 3, bucket: is missing. Write one of: own, changeover, external, planned.",
        "tags.csv, line 2, work_unit: there is no work unit 'presss'. Did you mean 'press'?",
    ]
