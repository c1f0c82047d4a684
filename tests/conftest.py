"""What every test may ask for: the folder of real input files."""

import os
from pathlib import Path

import pytest

REAL_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real input files; a machine without it skips, CI without it fails."""
    if not REAL_DATA.is_dir():
        message = f"the real input files are not beside the project ({REAL_DATA})"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return REAL_DATA
