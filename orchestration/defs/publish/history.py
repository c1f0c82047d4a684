"""What was published when, and why it changed: history tables that each version takes over from the one before.

They live in the published file itself, so the switch to a new version is the switch to its history as well: a kill
leaves both as they were, and a deleted build database takes nothing away. Not here: how any figure is computed.
"""

from pathlib import Path

import duckdb

from orchestration.defs.publish.configuration_changes import add_configuration_changes
from orchestration.defs.publish.contents import Comments, Publication, comment_on
from orchestration.defs.publish.figure_history import add_figures
from orchestration.defs.publish.period_adjustments import add_period_adjustments
from orchestration.defs.publish.restated_figures import add_restated_figures
from orchestration.defs.publish.version_tables import columns_of, take_over
from orchestration.duckdb_text import literal

_DDL = """
create table meta.publication_history (
    version varchar not null, published_at_utc timestamptz not null, code_version varchar not null,
    configuration_hash varchar not null, last_load_seq bigint not null, new_files bigint not null,
    retracted_files bigint not null, code_changed boolean not null, configuration_changed boolean not null,
    reason varchar not null)"""

_COMMENTS: Comments = {
    "publication_history": (
        "One row per version that was ever published, with what made it differ from the one before.",
        {
            "version": "Name of the version: the time of publication (UTC), sorting by time.",
            "published_at_utc": "When the version was made.",
            "code_version": "Version of Millrace and a hash of the code that made the figures.",
            "configuration_hash": "Hash of the workspace's configuration that made the figures.",
            "last_load_seq": "Highest load number the version knew: later loads in meta.files were not in it yet.",
            "new_files": "Files loaded since the version before.",
            "retracted_files": "Files taken back since the version before.",
            "code_changed": "Whether other code made the figures.",
            "configuration_changed": "Whether another configuration made them; meta.configuration_changes says which.",
            "reason": "All of it in words.",
        },
    ),
    "configuration_changes": (
        "One row per setting, price, rate or cycle that differed from the version published before.",
        {
            "version": "Version that was published with the new value.",
            "published_at_utc": "When that version was made.",
            "origin": "Where it is written: plant.yaml or a CSV file of the workspace, or staged.<table>.",
            "item": "Which part of the file: the path in plant.yaml, or what a row is known by.",
            "setting": "Which field of the item.",
            "value_before": "Its value in the version before, as text; NULL where there was none.",
            "value_after": "Its value since this version, as text; NULL where there is none any more.",
        },
    ),
}


def add_history(connection: duckdb.DuckDBPyConnection, publication: Publication, previous: Path | None) -> str:
    """Write the history tables into the open draft, continued from the file `previous`; return why this version is.

    Tables of `previous` that an older Millrace did not have count as empty; so do tables that the draft lacks.
    """
    connection.execute("create schema if not exists meta")
    if previous is not None:
        connection.execute(f"attach {literal(str(previous))} as previous (read_only)")
    reason = _add_publication(connection, publication)
    add_configuration_changes(connection, publication)
    add_figures(connection, publication)
    add_restated_figures(connection)
    add_period_adjustments(connection, publication, reason)
    comment_on(connection, _COMMENTS)
    if previous is not None:
        connection.execute("detach previous")
    return reason


def _add_publication(connection: duckdb.DuckDBPyConnection, publication: Publication) -> str:
    connection.execute(_DDL)
    take_over(connection, "publication_history")
    last = connection.execute(
        "select code_version, configuration_hash, last_load_seq from meta.publication_history "
        "order by version desc limit 1"
    ).fetchone()
    known = last[2] if last else -1
    newest, new, retracted = _files(connection, known)
    code_changed = last is not None and last[0] != publication.code_version
    configuration_changed = last is not None and last[1] != publication.configuration_hash
    reasons = ["the code changed"] * code_changed + ["the configuration changed"] * configuration_changed
    reasons += [f"{new} new file(s)"] * bool(new) + [f"{retracted} file(s) retracted"] * bool(retracted)
    reason = "first publication" if last is None else "; ".join(reasons) or "rebuilt"
    connection.execute(
        "insert into meta.publication_history values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(publication.version, publication.published_at_utc, publication.code_version),
            *(publication.configuration_hash, newest, new, retracted, code_changed, configuration_changed, reason),
        ],
    )
    return reason


def _files(connection: duckdb.DuckDBPyConnection, known: int) -> tuple[int, int, int]:
    """The newest load's number, how many files are loaded since the load `known`, and how many retracted since."""
    if not {"load_seq", "status"} <= set(columns_of(connection, "meta.files")):
        return known, 0, 0
    before = "select load_seq from meta.files where false"
    if "status" in columns_of(connection, "meta.files", "previous"):
        before = "select load_seq from previous.meta.files where status = 'retracted'"
    row = connection.execute(
        f"""
        select coalesce(max(load_seq), 0), count(*) filter (where status = 'loaded' and load_seq > ?),
            count(*) filter (where status = 'retracted' and load_seq <= ? and load_seq not in ({before}))
        from meta.files""",  # noqa: S608 - constants
        [known, known],
    ).fetchone()
    return row if row else (known, 0, 0)
