"""The compiled models, once a session and for all test processes of it."""

from pathlib import Path

import pytest

from tests.transforms.models import Models, compiled_models


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Models:
    """dbt's compilation, shared by the processes of pytest-xdist."""
    base: Path = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "compiled_models"
    folder.mkdir(exist_ok=True)
    return compiled_models(folder)
