"""The manifest, and what is told when dbt fails."""

from pathlib import Path

import pytest

from orchestration.defs.transforms.dbt_project import ProjectUnreadableError, failure_sentence, load_manifest
from orchestration.plant import Workspace


def test_a_failure_names_the_tests_and_models_that_failed() -> None:
    results = {
        "results": [
            {"unique_id": "model.millrace.oee_by_day", "status": "success"},
            {"unique_id": "test.millrace.time_closes.ab12", "status": "fail", "message": "Got 2 results,\n  not 0"},
            {"unique_id": "model.millrace.orders", "status": "error", "message": "Binder Error: no column x"},
        ]
    }
    assert failure_sentence(results, "") == (
        "dbt: 2 of 3 failed: test time_closes (Got 2 results, not 0); model orders (Binder Error: no column x)."
    )


def test_a_failure_without_results_gives_dbt_s_own_words() -> None:
    output = "The dbt CLI process failed\n\nErrors parsed from dbt logs:\n\nIO Error: the file is locked"
    assert failure_sentence(None, output) == "dbt failed before it built anything: IO Error: the file is locked"


def test_a_project_that_dbt_cannot_read_is_told_in_dbt_s_words(workspace: Workspace, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "dbt_project.yml").write_text("name: [")
    with pytest.raises(ProjectUnreadableError, match=r"dbt cannot parse .*project"):
        load_manifest(workspace, project)
