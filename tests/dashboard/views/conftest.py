from collections.abc import Iterator

import pytest

from dashboard import publication


@pytest.fixture(autouse=True)
def no_version_left_open() -> Iterator[None]:
    """Each test has its own published file; the connections of the last one are closed."""
    yield
    publication.OPEN_VERSIONS.close()
