"""The configuration as settings: one value a row, known by what people know it by."""

from collections.abc import Callable

import polars as pl

from orchestration.plant import Plant, Workspace
from orchestration.plant.settings_table import settings_table


def settings(plant: Plant, **where: str) -> dict[tuple[str, str, str], str]:
    frame = settings_table(plant)
    for column, value in where.items():
        frame = frame.filter(pl.col(column) == value)
    return {row[:3]: row[3] for row in frame.rows()}


def test_each_setting_is_there_once(plant: Plant) -> None:
    frame = settings_table(plant)
    assert frame.height == frame.n_unique(["origin", "item", "setting"]) > 100
    assert frame.null_count().sum_horizontal().item() == 0


def test_one_changed_threshold_is_one_changed_row(plant: Plant) -> None:
    site = plant.sites[0]
    area = site.areas[0]
    line = area.lines[0]
    unit = line.work_units[0].model_copy(update={"minor_stop_threshold_s": 120.5})
    line = line.model_copy(update={"work_units": (unit, *line.work_units[1:])})
    area = area.model_copy(update={"lines": (line, *area.lines[1:])})
    site = site.model_copy(update={"areas": (area, *site.areas[1:])})
    changed = plant.model_copy(update={"sites": (site, *plant.sites[1:])})

    before, after = settings(plant), settings(changed)
    differing = {key: value for key, value in after.items() if before.get(key) != value}
    item = f"sites/{site.id}/areas/{area.id}/lines/{line.id}/work_units/{unit.id}"
    assert differing == {("plant.yaml", item, "minor_stop_threshold_s"): "120.5"}
    assert before.keys() == after.keys()


def test_rows_of_the_files_are_known_by_their_keys_and_clocks_are_read_as_written(
    workspace: Callable[..., Workspace],
) -> None:
    plant = workspace().load()
    shift = plant.shifts[0]
    key = "/".join(str(part) for part in (shift.scope, shift.shift, shift.valid_from) if part is not None)
    found = settings(plant, origin="shifts.csv", item=key)
    assert found["shifts.csv", key, "start"] == f"{shift.start // 60:02d}:{shift.start % 60:02d}"
    tag = plant.tags[0]
    assert ("tags.csv", f"{tag.source}/{tag.tag}", "work_unit") in settings(plant, origin="tags.csv")


def test_two_rows_of_the_same_key_are_told_apart(plant: Plant) -> None:
    twice = plant.model_copy(update={"targets": (plant.targets[0], plant.targets[0])})
    items = {item for _, item, _ in settings(twice, origin="targets.csv")}
    assert {item.removesuffix(" #2") for item in items} < items
    assert len(items) == 2
