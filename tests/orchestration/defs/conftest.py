"""A workspace with one source of samples, nothing loaded, as the tests of the definitions need it."""

from pathlib import Path

import pytest

from orchestration.lake import Lake
from orchestration.plant import Workspace, scaffold


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    Lake(workspace.lake_uri).create_tables()
    return workspace
