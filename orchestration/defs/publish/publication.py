"""Write, audit, publish: one new immutable version from the build database, or none and a stated reason.

Runs holding the workspace lock. A kill at any point leaves the last good version in place; the next publication
removes what it finds half done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.defs.publish.catalogue import add_catalogue
from orchestration.defs.publish.checks import CheckRecord, read_checks
from orchestration.defs.publish.contents import (
    PUBLISHED_SCHEMAS,
    Publication,
    add_publication,
    copy_tables,
    verify,
)
from orchestration.defs.publish.failure import clear_failure, write_failure
from orchestration.defs.publish.history import add_history
from orchestration.defs.publish.parquet_copy import (
    remove_parquet_without_version,
    switch_parquet_to,
    write_parquet,
)
from orchestration.defs.publish.versions import (
    current_version_path,
    next_version,
    remove_leftovers,
    remove_old_versions,
    switch_to,
    version_path,
    versions_folder,
)
from orchestration.lake.durable import flush_to_disk
from orchestration.plant import Plant, Workspace


class ChecksFailedError(Exception):
    """A check of severity 'error' failed: the last good version stays."""


@dataclass(frozen=True)
class Published:
    """What a publication made: the version, its file, how much is in it, and which old versions went."""

    publication: Publication
    path: Path
    tables: int
    rows: int
    removed_versions: list[str]


def published_tables(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (schema, table) of each dbt model that is part of the published contract, in order of name."""
    models = (node for node in manifest["nodes"].values() if node["resource_type"] in {"model", "seed"})
    return sorted((node["schema"], node["alias"]) for node in models if node["schema"] in PUBLISHED_SCHEMAS)


def refuse_failed_checks(workspace: Workspace) -> list[CheckRecord]:
    """Return the latest check results if none of them blocks.

    Raises:
        ChecksFailedError: some do; `published/last_failure.json` then names them.
    """
    checks = read_checks(workspace)
    failed = [check for check in checks if check.blocks]
    if failed:
        names = ", ".join(f"{check.asset}: {check.check_name}" for check in failed[:5])
        more = f" and {len(failed) - 5} more" if len(failed) > 5 else ""
        reason = f"{len(failed)} check(s) failed: {names}{more}. The last good version stays published."
        write_failure(workspace, reason, failed)
        raise ChecksFailedError(reason)
    return checks


def publish(
    workspace: Workspace,
    plant: Plant,
    tables: list[tuple[str, str]],
    *,
    code_version: str,
    configuration_hash: str,
    data_to_utc: datetime | None,
) -> Published:
    """Make a new version of the build database's tables and switch to it.

    Raises:
        ChecksFailedError: a blocking check failed; nothing was changed but the stated failure.
        RuntimeError: the written file does not hold what was read.
    """
    checks = refuse_failed_checks(workspace)
    versions_folder(workspace).mkdir(parents=True, exist_ok=True)
    remove_leftovers(workspace)
    remove_parquet_without_version(workspace)
    now = datetime.now(UTC)
    publication = Publication(
        version=next_version(workspace, now),
        published_at_utc=now,
        code_version=code_version,
        configuration_hash=configuration_hash,
        loss_policy=", ".join(dict.fromkeys(policy.name for policy in plant.loss_policies)),
        data_from=plant.history_start,
        data_to_utc=data_to_utc,
        checks_passed=sum(check.status == "pass" for check in checks),
        checks_failed=sum(check.status != "pass" for check in checks),
    )
    final = version_path(workspace, publication.version)
    previous = current_version_path(workspace)
    draft = final.with_name(f"{final.name}.tmp")
    with duckdb.connect(str(draft)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        rows = copy_tables(connection, workspace.build_db, tables)
        publication = replace(publication, changes=add_history(connection, publication, previous))
        add_publication(connection, publication, checks)
        add_catalogue(connection)
        connection.execute("checkpoint")
        write_parquet(connection, workspace, publication.version)
    verify(draft, rows, tables)
    flush_to_disk(draft)
    draft.replace(final)
    flush_to_disk(final.parent)
    switch_to(workspace, publication.version)
    switch_parquet_to(workspace, publication.version)
    clear_failure(workspace)
    removed = remove_old_versions(workspace, plant.published_versions)
    remove_parquet_without_version(workspace)
    return Published(publication, final, len(tables), rows, removed)
