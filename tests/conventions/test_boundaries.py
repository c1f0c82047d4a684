"""Who may import whom: what the rooms of the house are for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def imports_of(folder: str) -> dict[str, set[str]]:
    """Modules that each file under a folder imports, wherever in the file."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / folder).rglob("*.py"):
        names: set[str] = set()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
        found[str(file.relative_to(ROOT))] = names
    assert found, f"no Python file under {folder}"
    return found


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("dashboard", ("orchestration", "dagster", "deltalake", "dbt")),
        (
            "orchestration/readers",
            ("dagster", "deltalake", "orchestration.lake", "orchestration.defs", "orchestration.plant"),
        ),
        ("orchestration/plant", ("dagster", "orchestration.defs", "orchestration.demo")),
        ("orchestration/inspection", ("dagster", "deltalake", "orchestration.lake", "orchestration.defs")),
        ("orchestration/lake", ("dagster", "orchestration.defs", "orchestration.demo")),
        (
            "orchestration/demo",
            (
                "dagster",
                "deltalake",
                "orchestration.readers",
                "orchestration.lake",
                "orchestration.plant",
                "orchestration.defs",
            ),
        ),
    ],
)
def test_no_folder_reaches_where_it_must_not(folder: str, forbidden: tuple[str, ...]) -> None:
    wrong = {
        file: sorted(
            name for name in names if any(name == taboo or name.startswith(f"{taboo}.") for taboo in forbidden)
        )
        for file, names in imports_of(folder).items()
    }
    assert {file: names for file, names in wrong.items() if names} == {}


def test_only_the_lake_writes_delta_tables() -> None:
    writers = {
        file
        for file, names in imports_of("orchestration").items()
        if any(name == "deltalake" or name.startswith("deltalake.") for name in names)
    }
    outside = {file for file in writers if not file.startswith("orchestration/lake/")}
    assert outside <= {"orchestration/plant/check.py"}, outside
