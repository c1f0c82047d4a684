"""What is published now: the current version's `meta.publication`, read without Dagster and without waiting."""

from datetime import date
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
    with duckdb.connect(str(path), read_only=True, config={**READ_ONLY_CONFIG, "TimeZone": "UTC"}) as connection:
        row: tuple[Any, ...] | None = connection.execute(f"select {_COLUMNS} from meta.publication").fetchone()  # noqa: S608
    return Publication(*row) if row else None


def last_accounted_date(workspace: Workspace) -> date | None:
    """Return the last production date of the current version, or None when nothing has been published yet."""
    path = current_version_path(workspace)
    if path is None:
        return None
    with duckdb.connect(str(path), read_only=True, config=dict(READ_ONLY_CONFIG)) as connection:
        row = connection.execute("select max(production_date) from main.dim_date").fetchone()
    return row[0] if row else None
