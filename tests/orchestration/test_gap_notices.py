"""`millrace check` tells the gaps between OT and IT that configuration or an extract can close, costliest first."""

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
            "create table join_gaps (gap varchar, subject varchar, detail varchar, row_count bigint, "
            "duration_s double, gap_cost double, currency varchar)"
        )
        connection.executemany("insert into join_gaps values (?, ?, ?, ?, ?, ?, ?)", rows)
    (workspace.published / "millrace.duckdb").symlink_to(version.name)


def told(workspace):
    return [
        (notice["object"], notice["message"])
        for notice in check_workspace(workspace.root, quiet=True)["notices"]
        if notice["object"] in {"A", "B", "PRESS-9", "press"}
    ]


def test_what_costs_most_comes_first_then_what_has_most_hours(workspace):
    publish_gaps(workspace, [
        ("work centre without work unit", "PRESS-9", "in orders of source erp", 12, None, None, None),
        ("product without cycle time", "A", None, 1, 3600.0, 500.0, "EUR"),
        ("machine time without order", "press", None, 7, 36_000.0, 300.0, "EUR"),
        ("product without price", "B", "it has a cost and no price", 1, 7200.0, None, None),
        ("product without price", "B", "it has a cost and no price", 1, 7200.0, None, None),
    ])  # fmt: skip
    assert told(workspace) == [
        ("A", "product without cycle time, 500 EUR and 1.0 hours of machines."),
        ("press", "machine time without order, 300 EUR and 10.0 hours of machines."),
        ("B", "product without price (it has a cost and no price), 4.0 hours of machines."),
        ("PRESS-9", "work centre without work unit (in orders of source erp), 12 rows."),
    ]


def test_work_that_several_entities_book_on_a_work_centre_counts_once(workspace):
    publish_gaps(workspace, [
        ("work centre without work unit", "A", "in confirmations of source erp", 3, 3600.0, 60.0, "EUR"),
        ("work centre without work unit", "A", "in confirmations of source erp", 3, 7200.0, 40.0, "EUR"),
    ])  # fmt: skip
    assert told(workspace) == [
        ("A", "work centre without work unit (in confirmations of source erp), 60 EUR and 2.0 hours of machines.")
    ]


def test_what_nobody_can_configure_away_is_not_told(workspace):
    publish_gaps(workspace, [("maintenance order without stop", "A", None, 1, None, 9.0, "EUR")])
    assert told(workspace) == []


def test_before_the_first_publication_there_is_nothing_to_tell(workspace):
    assert told(workspace) == []
