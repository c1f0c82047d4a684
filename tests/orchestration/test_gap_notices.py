"""`millrace check` tells the gaps between OT and IT that configuration or an extract can close, largest first."""

import duckdb
import pytest

from orchestration.commands.configure import check_workspace
from orchestration.plant import Workspace, scaffold


@pytest.fixture
def workspace(tmp_path):
    scaffold(tmp_path)
    return Workspace(tmp_path)


def publish_gaps(workspace, rows):
    workspace.published.mkdir()
    version = workspace.published / "version.duckdb"
    with duckdb.connect(str(version)) as connection:
        connection.execute(
            "create table join_gaps (gap varchar, subject varchar, detail varchar, row_count bigint, duration_s double)"
        )
        connection.executemany("insert into join_gaps values (?, ?, ?, ?, ?)", rows)
    (workspace.published / "millrace.duckdb").symlink_to(version.name)


def told(workspace):
    return [
        (notice["object"], notice["message"])
        for notice in check_workspace(workspace.root, quiet=True)["notices"]
        if notice["object"] in {"A", "B", "PRESS-9", "press"}
    ]


def test_what_costs_most_hours_comes_first(workspace):
    publish_gaps(workspace, [
        ("work centre without work unit", "PRESS-9", "in orders of source erp", 12, None),
        ("product without cycle time", "A", None, 1, 3600.0),
        ("machine time without order", "press", None, 7, 36_000.0),
        ("product without price", "B", "it has a cost and no price", 1, 7200.0),
        ("product without price", "B", "it has a cost and no price", 1, 7200.0),
    ])  # fmt: skip
    assert told(workspace) == [
        ("press", "machine time without order, 10.0 hours of machines."),
        ("B", "product without price (it has a cost and no price), 4.0 hours of machines."),
        ("A", "product without cycle time, 1.0 hours of machines."),
        ("PRESS-9", "work centre without work unit (in orders of source erp), 12 rows."),
    ]


def test_what_nobody_can_configure_away_is_not_told(workspace):
    publish_gaps(workspace, [("maintenance order without stop", "A", None, 1, None)])
    assert told(workspace) == []


def test_before_the_first_publication_there_is_nothing_to_tell(workspace):
    assert told(workspace) == []
