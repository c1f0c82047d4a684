"""Publishing: what a version holds, and that a reader never meets anything but a whole one."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.defs.publish.checks import CheckRecord, record_checks
from orchestration.defs.publish.contents import READ_ONLY_CONFIG
from orchestration.defs.publish.current import read_publication
from orchestration.defs.publish.failure import read_failure
from orchestration.defs.publish.parquet_copy import parquet_folder, parquet_pointer
from orchestration.defs.publish.publication import ChecksFailedError, Published, publish
from orchestration.defs.publish.versions import pointer, published_versions, versions_folder
from orchestration.plant import Plant, Workspace, scaffold

TABLES = [("marts", "oee_by_day"), ("meta", "files"), ("staged", "orders")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    scaffold(tmp_path)
    workspace = Workspace(tmp_path)
    workspace.warehouse.mkdir()
    build(workspace, days=3)
    return workspace


@pytest.fixture
def plant(workspace: Workspace) -> Plant:
    return workspace.load().model_copy(update={"published_versions": 2})


def build(workspace: Workspace, days: int) -> None:
    """Write a build database whose three tables all hold `days` rows."""
    workspace.build_db.unlink(missing_ok=True)
    with duckdb.connect(str(workspace.build_db)) as connection:
        for schema, table in TABLES:
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(
                f"create table {schema}.{table} as select i as day, {days} as days from range({days}) r(i)"
            )
        connection.execute("comment on table marts.oee_by_day is 'One row per object''s day.'")
        connection.execute("comment on column marts.oee_by_day.day is 'Production date.'")
        connection.execute("create schema staging")
        connection.execute("create view staging.private as select 1 as x")


def publish_now(workspace: Workspace, plant: Plant) -> Published:
    newest = datetime(2026, 11, 1, 5, tzinfo=UTC)
    return publish(workspace, plant, TABLES, code_version="1+abc", configuration_hash="c0ffee", data_to_utc=newest)


def failed_check() -> CheckRecord:
    return CheckRecord("time_closes", "marts.oee_by_day", "error", "fail", "2 rows", datetime(2026, 11, 2, tzinfo=UTC))


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(path.resolve()), read_only=True, config=dict(READ_ONLY_CONFIG))


def test_the_contract_s_tables_are_published_and_nothing_private(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    with opened(pointer(workspace)) as connection:
        found = connection.execute("select schema_name || '.' || table_name from duckdb_tables() order by 1").fetchall()
        assert [name for (name,) in found] == [
            "main.oee_by_day", "meta.checks", "meta.closed_periods", "meta.configuration_changes", "meta.files",
            "meta.kpi_catalogue", "meta.period_adjustments", "meta.publication", "meta.publication_history",
            "staged.orders",
        ]  # fmt: skip
        assert connection.execute("select count(*) from duckdb_views() where not internal").fetchone() == (0,)


def test_each_figure_is_published_with_its_definition(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    with opened(pointer(workspace)) as connection:
        found = connection.execute(
            "select kpi_name, formula, iso_22400_name from meta.kpi_catalogue where kpi = 'oee'"
        ).fetchall()
    assert found == [
        ("OEE", "measured_good_s / measured_busy_s", "overall equipment effectiveness index"),
    ]


def test_comments_of_tables_and_columns_are_replayed(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    with opened(pointer(workspace)) as connection:
        table = connection.execute("select comment from duckdb_tables() where table_name = 'oee_by_day'").fetchone()
        column = connection.execute(
            "select comment from duckdb_columns() where table_name = 'oee_by_day' and column_name = 'day'"
        ).fetchone()
        bare = connection.execute(
            "select table_name, column_name from duckdb_columns() where comment is null "
            "and table_name in ('publication', 'checks')"
        ).fetchall()
    assert table == ("One row per object's day.",)
    assert column == ("Production date.",)
    assert bare == []


def test_the_version_says_what_it_was_made_of(workspace: Workspace, plant: Plant) -> None:
    passed = CheckRecord("unique_day", "marts.oee_by_day", "error", "pass", "", datetime(2026, 11, 2, tzinfo=UTC))
    warned = CheckRecord("fresh", "ingest.a", "warn", "warn", "late", datetime(2026, 11, 2, tzinfo=UTC))
    record_checks(workspace, [passed, warned])
    publish_now(workspace, plant)
    publication = read_publication(workspace)
    assert publication is not None
    assert (publication.code_version, publication.configuration_hash) == ("1+abc", "c0ffee")
    assert (publication.checks_passed, publication.checks_failed) == (1, 1)
    assert publication.data_to_utc == datetime(2026, 11, 1, 5, tzinfo=UTC)
    with opened(pointer(workspace)) as connection:
        checks = connection.execute("select check_name, severity, status from meta.checks order by 1").fetchall()
    assert checks == [("fresh", "warn", "warn"), ("unique_day", "error", "pass")]


def test_a_failed_check_leaves_the_last_good_version(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    before = pointer(workspace).resolve()
    record_checks(workspace, [failed_check()])
    build(workspace, days=5)
    with pytest.raises(ChecksFailedError, match=r"time_closes.*last good version stays"):
        publish_now(workspace, plant)
    assert pointer(workspace).resolve() == before
    failure = read_failure(workspace)
    assert failure is not None
    assert failure["checks"] == [{"name": "marts.oee_by_day: time_closes", "detail": "2 rows"}]


def test_the_next_good_version_takes_the_failure_back(workspace: Workspace, plant: Plant) -> None:
    record_checks(workspace, [failed_check()])
    with pytest.raises(ChecksFailedError):
        publish_now(workspace, plant)
    mended = CheckRecord("time_closes", "marts.oee_by_day", "error", "pass", "", datetime(2026, 11, 3, tzinfo=UTC))
    record_checks(workspace, [mended])
    publish_now(workspace, plant)
    assert read_failure(workspace) is None


def test_old_versions_are_kept_as_configured_then_removed(workspace: Workspace, plant: Plant) -> None:
    made = [publish_now(workspace, plant).publication.version for _ in range(4)]
    assert made == sorted(made)
    assert published_versions(workspace) == made[-2:]
    assert pointer(workspace).resolve().name == f"millrace-{made[-1]}.duckdb"


def test_each_version_has_its_marts_as_parquet_and_a_pointer_leads_to_the_newest(
    workspace: Workspace, plant: Plant
) -> None:
    for days in (3, 4, 5):
        build(workspace, days)
        published = publish_now(workspace, plant)
    current = parquet_pointer(workspace)
    assert not current.readlink().is_absolute()
    assert current.resolve() == parquet_folder(workspace, published.publication.version).resolve()
    assert sorted(path.name for path in current.iterdir()) == ["oee_by_day.parquet"]
    assert pl.read_parquet(current / "oee_by_day.parquet").rows() == [(day, 5) for day in range(5)]
    kept = sorted(path.name for path in versions_folder(workspace).glob("*.parquet"))
    assert kept == [f"millrace-{version}.parquet" for version in published_versions(workspace)]
    assert len(kept) == 2


def test_parquet_files_of_a_killed_publication_are_removed(workspace: Workspace, plant: Plant) -> None:
    versions = versions_folder(workspace)
    for name in ("millrace-20200101T000000000000Z.parquet", "millrace-20200102T000000000000Z.parquet.tmp"):
        (versions / name).mkdir(parents=True)
        (versions / name / "oee_by_day.parquet").write_bytes(b"half")
    publish_now(workspace, plant)
    assert [path.name for path in versions.glob("*2020*")] == []


def test_the_pointer_is_a_relative_link(workspace: Workspace, plant: Plant) -> None:
    version = publish_now(workspace, plant).publication.version
    assert pointer(workspace).readlink() == Path(f"versions/millrace-{version}.duckdb")


def test_leftovers_of_a_killed_publication_are_removed(workspace: Workspace, plant: Plant) -> None:
    versions_folder(workspace).mkdir(parents=True)
    for name in ("millrace-20260101T000000000000Z.duckdb.tmp", "millrace-20260101T000000000000Z.duckdb.tmp.wal"):
        (versions_folder(workspace) / name).write_bytes(b"half")
    (workspace.published / ".millrace.duckdb.123").symlink_to("versions/nowhere")
    version = publish_now(workspace, plant).publication.version
    assert sorted(path.name for path in versions_folder(workspace).iterdir()) == [
        f"millrace-{version}.duckdb",
        f"millrace-{version}.parquet",
    ]
    assert sorted(path.name for path in workspace.published.iterdir()) == ["millrace.duckdb", "parquet", "versions"]


def test_readers_in_a_loop_never_fail_and_never_see_half_a_version(workspace: Workspace, plant: Plant) -> None:
    publish_now(workspace, plant)
    stop, seen, errors = threading.Event(), set[tuple[int, ...]](), list[Exception]()

    def read() -> None:
        while not stop.is_set():
            try:
                with opened(pointer(workspace)) as connection:
                    counts = [
                        connection.execute(f"select count(*), max(days) from {table}").fetchone()
                        for table in ("main.oee_by_day", "meta.files", "staged.orders")
                    ]
                seen.add(tuple(number for row in counts if row for number in row))
            except Exception as error:
                errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for days in range(4, 14):
        build(workspace, days)
        publish_now(workspace, plant)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    # All three tables of one version: as many rows as the version's own number of days.
    assert all(len(set(counts)) == 1 and len(counts) == 6 for counts in seen)
    assert seen


def test_the_failure_file_has_the_agreed_form(workspace: Workspace, plant: Plant) -> None:
    record_checks(workspace, [failed_check()])
    with pytest.raises(ChecksFailedError):
        publish_now(workspace, plant)
    content = json.loads((workspace.published / "last_failure.json").read_text())
    assert set(content) == {"failed_at_utc", "checks", "reason"}
