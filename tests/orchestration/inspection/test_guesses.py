"""What tags probably are, by name and behaviour, in English and German; and how counters end."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from orchestration.inspection import inspect_file
from orchestration.inspection.mapping import MappedTag, UnitNames
from orchestration.inspection.names import divided, identifier


def clock(*parts: int) -> datetime:
    """A time as it stands in a file that states no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


T0 = clock(2026, 1, 31, 6)
WORK = [1 + n % 4 for n in range(60)]


def tags(folder: Path, values: dict[str, list[Any]], units: UnitNames | None = None) -> dict[str, MappedTag]:
    """The mapped tags of a file with one value a minute; None is a minute without a sample."""
    lines = [
        f'{tag},{T0 + timedelta(minutes=minute):%Y-%m-%d %H:%M:%S},"{value}"'
        for tag, given in values.items()
        for minute, value in enumerate(given)
        if value is not None
    ]
    (folder / "export.csv").write_text("tag,time,value\n" + "\n".join(lines) + "\n", encoding="utf-8")
    inspection = inspect_file(folder / "export.csv", "source", None, units or UnitNames({}))
    assert inspection.found is not None
    return {tag.profile.tag: tag for tag in inspection.found.tags}


def running(steps: list[int], start: int = 0, limit: int | None = None) -> list[int]:
    values, value = [], start
    for step in steps:
        value = value + step if limit is None else (value + step) % (limit + 1)
        values.append(value)
    return values


@pytest.mark.parametrize(
    ("name", "values", "signal"),
    [
        ("P1.Gutteile", running(WORK), "good_count"),
        ("P1.Ausschuss", running(WORK), "reject_count"),
        ("P1.nok_count", running(WORK), "reject_count"),
        ("P1.Nacharbeit", running(WORK), "rework_count"),
        ("P1.Zähler", running(WORK), "total_count"),
        ("P1.PartCount", running(WORK), "total_count"),
        ("P1.x", running(WORK), "total_count"),
        ("P1.Energie_kWh", [value / 10 for value in running(WORK)], "energy"),
        ("P1.EnergyTotal", [value / 10 for value in running(WORK)], "energy"),
        ("P1.Leistung", [3.5, 7.25, 2.0] * 20, "power"),
        ("P1.Strokes_min", [4.5, 4.75, 0.0] * 20, "speed"),
        ("P1.Drehzahl", [1500, 1498, 0] * 20, "speed"),
        ("P1.Zustand", ["Läuft", "Störung", "Rüsten"] * 20, "state"),
        ("P1.x", ["ACTIVE", "READY", "INTERRUPTED"] * 20, "state"),
        ("P1.Status", [0, 1, 4] * 20, "state"),
        ("P1.Auftrag", ["A1"] * 30 + ["A2"] * 30, "order"),
        ("P1.OrderNo", [4711] * 30 + [4712] * 30, "order"),
        ("P1.Rezept", ["Blau"] * 30 + ["Rot"] * 30, "product"),
        ("P1.Temperatur", [20.5, 21.0, 19.75] * 20, None),
        ("P1.Betriebsstunden", running(WORK), None),
        ("P1.RejectRate", [0.02, 0.05, 0.01] * 20, None),
        ("P1.PartCount", [1065] * 60, None),
        ("P1.Meldung", [f"text {n}" for n in range(60)], None),
    ],
)
def test_a_signal_is_guessed_from_name_and_behaviour(tmp_path: Path, name: str, values: list[Any], signal: str) -> None:
    tag = tags(tmp_path, {name: values})[name]
    assert tag.guess.signal == signal
    assert tag.guess.because


@pytest.mark.parametrize("limit", [255, 9999, 32_767, 65_535, 99_999, 999_999, 2**31 - 1, 2**32 - 1])
def test_a_counter_that_goes_on_past_a_usual_limit_rolls_over(tmp_path: Path, limit: int) -> None:
    (tag,) = tags(tmp_path, {"P1.Total": running(WORK, limit - 70, limit)}).values()
    columns = dict(tag.guess.columns)
    assert (columns["counter_mode"], columns["rollover_at"]) == ("rollover", limit)
    assert f"past {limit}" in tag.guess.because


def test_a_counter_that_falls_anywhere_is_reset(tmp_path: Path) -> None:
    (tag,) = tags(tmp_path, {"P1.Total": running(WORK) + running(WORK)}).values()
    assert dict(tag.guess.columns) == {"counter_mode": "reset", "unit": "pcs"}
    assert "it falls from 150 to 1, near no usual limit" in tag.guess.because


def test_a_drop_after_a_gap_is_a_reset_even_from_near_a_limit(tmp_path: Path) -> None:
    values: list[Any] = [*running(WORK, 65_380), *[None] * 300, *running(WORK)]
    (tag,) = tags(tmp_path, {"P1.Total": values}).values()
    assert dict(tag.guess.columns)["counter_mode"] == "reset"
    assert "after a gap of 18,060 s" in tag.guess.because


def test_a_value_that_was_corrected_downwards_is_pointed_at(tmp_path: Path) -> None:
    values = running([1] * 400)
    values[200] = 150
    (tag,) = tags(tmp_path, {"P1.Total": values[:201] + [value - 51 for value in values[201:]]}).values()
    assert tag.guess.signal == "total_count"
    assert "it falls from 200 to 150 at 2026-01-31 09:20:00, of which a run would count 150" in tag.guess.because


def test_of_two_tags_of_one_signal_the_one_with_more_for_it_is_proposed(tmp_path: Path) -> None:
    found = tags(tmp_path, {"P1.mode": ["AUTOMATIC", "MDI"] * 30, "P1.execution": ["ACTIVE", "READY"] * 30})
    assert {name: tag.is_proposed for name, tag in found.items()} == {"P1.mode": False, "P1.execution": True}


def test_tags_go_to_the_work_units_that_there_are(tmp_path: Path) -> None:
    units = UnitNames({"press01": "north_l1_press", "p2": "packer"}, "only_one")
    found = tags(tmp_path, {"PRESS01.a": WORK, "p2/b": WORK, "new/c": WORK, "d": WORK}, units)
    assert [tag.work_unit for tag in found.values()] == ["north_l1_press", "packer", "new", "only_one"]


@pytest.mark.parametrize(
    ("tag", "path", "leaf"),
    [
        ("PRESS01.State", ("PRESS01",), "State"),
        ("[default]site/line1/Press 01/Counters/Good", ("site", "line1", "Press 01"), "Good"),
        ("machine/line=1,unit=press/state", ("1", "press"), "state"),
        ("machines/tag=MOULD-B.GoodCount/value", ("machines", "MOULD-B"), "GoodCount"),
        ("\\\\PISRV\\Press01|Total", ("PISRV", "Press01"), "Total"),
        ("PRESS01_Total_Count", ("PRESS01",), "Total_Count"),
        ("PRESS_01_Total", ("PRESS_01",), "Total"),
        ("Part_Count", (), "Part_Count"),
        ("speed", (), "speed"),
    ],
)
def test_a_tags_name_is_divided_into_machine_and_what_it_says(tag: str, path: tuple[str, ...], leaf: str) -> None:
    assert divided(tag) == (path, leaf)


@pytest.mark.parametrize(
    ("text", "written"), [("Presse 01", "presse_01"), ("Öl-Pumpe", "oel-pumpe"), ("###", "unnamed")]
)
def test_names_become_ids(text: str, written: str) -> None:
    assert identifier(text) == written


def test_machines_of_one_name_on_two_lines_stay_two(tmp_path: Path) -> None:
    found = tags(tmp_path, dict.fromkeys(("line1/press/a", "line2/press/a", "line2/pack/a"), running(WORK)))
    assert [tag.work_unit for tag in found.values()] == ["line1_press", "line2_press", "pack"]
    assert all(tag.is_proposed for tag in found.values())
