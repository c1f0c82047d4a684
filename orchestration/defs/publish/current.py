"""What is published now: the current version's `meta.publication`, read without Dagster and without waiting."""

from datetime import UTC, datetime
from typing import Any

import duckdb

from orchestration.defs.publish.contents import READ_ONLY_CONFIG, Publication
from orchestration.defs.publish.versions import current_version_path
from orchestration.plant import Workspace


def read_publication(workspace: Workspace) -> Publication | None:
    """Return the current version's description, or None when nothing has been published yet."""
    path = current_version_path(workspace)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG)) as connection:
        result = connection.execute("from meta.publication")
        names = [column[0] for column in result.description or ()]
        row: tuple[Any, ...] | None = result.fetchone()
    if row is None:
        return None
    # DuckDB gives instants in the machine's own zone. What an older version did not write has its default.
    values: dict[str, Any] = {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in zip(names, row, strict=True)
    }
    return Publication(**{name: values[name] for name in Publication.__dataclass_fields__ if name in values})
