"""The compiled models, once a session and for all test processes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transforms.models import Models, compile_models, compiled_models


@pytest.fixture(scope="session")
def models(made_once: Callable[..., Path]) -> Models:
    """dbt's compilation."""
    return compiled_models(made_once("compiled_models", compile_models))
