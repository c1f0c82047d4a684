"""What is made whole in every run reads only what is stored for the whole history, never a run's context."""

import re
from functools import cache
from pathlib import Path

TRANSFORMS = Path(__file__).parents[2] / "transforms"
CONTEXT = "int_unit_contexts"
REF = re.compile(r"ref\('(\w+)'\)")
MACRO = re.compile(r"{%-?\s*macro (\w+)\((.*?){%-?\s*endmacro", re.DOTALL)

MODELS = {path.stem: path for path in (TRANSFORMS / "models").rglob("*.sql")}
SQL = {name: path.read_text(encoding="utf-8") for name, path in MODELS.items()}
STORED = {name for name, sql in SQL.items() if "materialized='incremental'" in sql}
MACROS = {
    name: set(REF.findall(body))
    for path in (TRANSFORMS / "macros").glob("*.sql")
    for name, body in MACRO.findall(path.read_text(encoding="utf-8"))
}


def reads(model: str) -> set[str]:
    """The models that a model names, itself or through a macro."""
    named = set(REF.findall(SQL[model]))
    for macro, refs in MACROS.items():
        if re.search(rf"\b{macro}\(", SQL[model]):
            named |= refs
    return named & SQL.keys()


@cache
def way_to_context(model: str) -> tuple[str, ...]:
    """The models between this one and the run's context, with no stored one between; empty where there is none."""
    if model == CONTEXT:
        return (model,)
    ways = (way_to_context(name) for name in sorted(reads(model) - STORED))
    return next(((model, *way) for way in ways if way), ())


def test_published_tables_of_the_whole_history_read_stored_models() -> None:
    published = {name for name, path in MODELS.items() if path.parent.name in {"marts", "staged", "meta"}}
    assert len(published - STORED) > 30
    assert {name: way_to_context(name) for name in published - STORED if way_to_context(name)} == {}


def test_the_context_is_what_the_other_models_are_made_in() -> None:
    assert way_to_context("int_segments")[-1] == CONTEXT
    assert way_to_context("int_stop_costs")[-1] == CONTEXT
