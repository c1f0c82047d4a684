"""What the transforms know of the lake's entities is what the readers give."""

import ast
import re
from pathlib import Path

import pytest

from orchestration.readers.entities import ENTITIES, REFERRING

TRANSFORMS = Path(__file__).parents[2] / "transforms"
MACRO = (TRANSFORMS / "macros" / "lake_entities.sql").read_text(encoding="utf-8")
KNOWN = ast.literal_eval(re.search(r"set entities = (\{.*?\n\})", MACRO, re.DOTALL)[1])  # type: ignore[index]
BY_KEY = [name for name, entity in ENTITIES.items() if not entity.optional_key]


def test_every_entity_with_a_business_key_is_known():
    assert sorted(KNOWN) == sorted(BY_KEY)


@pytest.mark.parametrize("name", BY_KEY)
def test_columns_and_key_are_those_of_the_readers(name):
    assert KNOWN[name]["columns"] == list(ENTITIES[name].fields)
    assert [field for field in KNOWN[name]["key"] if field != "source"] == list(ENTITIES[name].key)


@pytest.mark.parametrize("name", ENTITIES)
def test_every_entity_is_published_with_all_its_fields(name):
    staged = (TRANSFORMS / "models" / "staged" / f"staged_{name}.yml").read_text(encoding="utf-8")
    published = re.findall(r"- name: (\w+)\n        data_type", staged)
    derived = {"is_reversed"}
    assert [field for field in published if field not in derived and not field.endswith("_key")] == [
        *ENTITIES[name].fields, "source", "load_seq", "row_no"
    ]  # fmt: skip


def test_the_fields_that_may_be_references_are_resolved():
    macro = (TRANSFORMS / "macros" / "with_references.sql").read_text(encoding="utf-8")
    resolved = ast.literal_eval(re.search(r"set referring = (\[.*?\])", macro, re.DOTALL)[1])  # type: ignore[index]
    assert [*resolved, "name"] == list(REFERRING)
