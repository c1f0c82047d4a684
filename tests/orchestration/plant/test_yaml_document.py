from pathlib import Path
from typing import Any

from orchestration.plant.errors import Problems
from orchestration.plant.files.yaml_document import YamlDocument, read_yaml, written


def read(tmp_path: Path, text: str) -> YamlDocument:
    (tmp_path / "plant.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    document = read_yaml(tmp_path / "plant.yaml", problems)
    assert problems.errors == []
    assert document is not None
    return document


def test_plain_scalars_are_text_and_only_nothing_is_null(tmp_path: Path) -> None:
    text = "a: 22:00\nb: 0010\nc: no\nd: 2026-10-18\ne: ~\nf:\ng: '~'\nh: 1.0\n"
    expected: dict[str, Any] = {"a": "22:00", "b": "0010", "c": "no", "d": "2026-10-18", "e": None, "f": None}
    assert read(tmp_path, text).data == {**expected, "g": "~", "h": "1.0"}


def test_scalars_of_a_readers_options_have_the_types_of_yaml_1_2(tmp_path: Path) -> None:
    text = "sources:\n- id: 7\n  options: {a: 2, b: true, c: '2', d: no, e: 1.5, f: 22:00, g: [1e3, .5], h: -1}\n"
    options = {"a": 2, "b": True, "c": "2", "d": "no", "e": 1.5, "f": "22:00", "g": [1000.0, 0.5], "h": -1}
    assert read(tmp_path, text).data == {"sources": [{"id": "7", "options": options}]}


def test_each_key_has_its_line(tmp_path: Path) -> None:
    document = read(tmp_path, "# first\nsites:\n  - id: a\n    name:\n      b\n  - {id: c}\n")
    assert document.line(("sites",)) == 2
    assert document.line(("sites", 0, "name")) == 4
    assert document.line(("sites", 1, "id")) == 6
    assert document.line(("sites", 0, "currency")) == 3  # a missing key: the line of what should have it
    assert document.line(("sources", 3)) == 2  # the first key of the file
    assert written(("sites", 0, "areas", 1, "id")) == "sites[0].areas[1].id"


def test_defaults_can_be_merged(tmp_path: Path) -> None:
    text = "unit: &unit {state_from: counter, idle_after_s: 60}\npress: {<<: *unit, idle_after_s: 90}\n"
    assert read(tmp_path, text).data["press"] == {"state_from": "counter", "idle_after_s": "90"}
