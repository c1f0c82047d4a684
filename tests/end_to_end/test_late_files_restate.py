"""Files that arrive late restate the days they touch: what is published equals one run over all of them at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.settings import TRANSFORMS_DIR

pytestmark = pytest.mark.slow

MARTS = sorted(model.stem for model in (TRANSFORMS_DIR / "models" / "marts").glob("*.sql"))
# The number of a load is the order in which files arrived, which is what differs here.
COLUMNS = {"fct_evidence": "* exclude (load_seq)"}


@pytest.fixture(scope="module")
def piecemeal(demo, run_workspace: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory):
    """The demo plant's files in two runs: every third export of the machines is held back from the first."""
    root = tmp_path_factory.mktemp("piecemeal") / "workspace"
    root.mkdir()
    for file in demo.root.iterdir():
        if file.suffix in {".yaml", ".csv"}:
            shutil.copy(file, root)
    held: list[tuple[Path, str, str]] = []
    for source in sorted((demo.root / "archive").iterdir()):
        if not source.is_dir():
            continue
        files = sorted(file for file in source.rglob("*") if file.is_file() and not file.name.startswith("."))
        folder = root / "landing" / source.name
        folder.mkdir(parents=True)
        for number, file in enumerate(sorted(files, key=lambda file: file.name.split("-", 1)[1])):
            name = file.name.split("-", 1)[1]
            if number % 3 == 1 and not source.name.startswith("erp"):
                held.append((file, source.name, name))
            else:
                shutil.copy(file, folder / name)
    assert len(held) > 20
    run_workspace(root)
    for file, source_name, name in held:
        shutil.copy(file, root / "landing" / source_name / name)
    return run_workspace(root)


@pytest.mark.parametrize("table", MARTS)
def test_late_files_lead_to_the_same_figures(demo, piecemeal, table: str) -> None:
    question = f"select {COLUMNS.get(table, '*')} from {table}"
    at_once, late = demo.ask(question), piecemeal.ask(question)
    assert at_once.height == late.height > 0
    by = at_once.columns
    different = at_once.join(late, on=by, how="anti", nulls_equal=True)
    assert different.is_empty(), different


def test_the_second_run_rebuilt_the_days_and_kept_the_first_publication(piecemeal) -> None:
    versions = [file.name for file in (piecemeal.root / "published" / "versions").glob("*.duckdb")]
    assert len(versions) == 2
