"""What is published now: the current version's `meta.publication`, read without Dagster and without waiting."""

from datetime import UTC, datetime
from typing import Any

import duckdb

from orchestration.defs.publish.contents import READ_ONLY_CONFIG, Publication
from orchestration.defs.publish.versions import current_version_path
from orchestration.plant import Workspace

_COLUMNS = ", ".join(Publication.__dataclass_fields__)


def read_publication(workspace: Workspace) -> Publication | None:
    """Return the current version's description, or None when nothing has been published yet."""
    path = current_version_path(workspace)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG)) as connection:
        row: tuple[Any, ...] | None = connection.execute(f"select {_COLUMNS} from meta.publication").fetchone()  # noqa: S608
    if row is None:
        return None
    # DuckDB gives instants in the machine's own zone.
    values: list[Any] = [value.astimezone(UTC) if isinstance(value, datetime) else value for value in row]
    return Publication(*values)
