"""Checks of what was ingested: each fails for what it is meant to find."""

from datetime import UTC, datetime

import polars as pl
import pytest
from deltalake import write_deltalake

from orchestration.defs.ingest.reconciliation import audit_source, is_fresh, lake_holds_ledger, rows_add_up
from orchestration.lake import LAKE_TABLES, Lake
from orchestration.plant import Source, Workspace

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def source(workspace: Workspace) -> Source:
    return (
        workspace.load()
        .sources[0]
        .model_copy(update={"id": "historian", "produces": ("samples",), "fresh_within_s": 3600})
    )


def ledger(*files: tuple[int, int, int]) -> pl.DataFrame:
    """Loaded files as (rows read, loaded, rejected)."""
    rows = [
        {
            "source": "historian",
            "status": "loaded",
            "file_name": f"file{number}.csv",
            "rows_read": read,
            "rows_loaded": loaded,
            "rows_rejected": rejected,
            "rows_expired": None,
            "rejected_rows_expired": None,
            "max_ts_utc": datetime(2026, 11, 2, 11, 30, tzinfo=UTC),
            "loaded_at_utc": datetime(2026, 11, 2, 11, 45, tzinfo=UTC),
        }
        for number, (read, loaded, rejected) in enumerate(files)
    ]
    return pl.DataFrame(
        rows, schema={name: kind for name, kind in LAKE_TABLES["ledger"].columns.items() if name in rows[0]}
    )


def put_samples(lake: Lake, count: int, source: str = "historian") -> None:
    columns = LAKE_TABLES["samples"].columns
    day = datetime(2026, 11, 2).date()  # noqa: DTZ001 - a date has no zone
    rows = pl.DataFrame({"source": [source] * count, "day_utc": [day] * count, "load_seq": [1] * count})
    frame = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in columns.items()
    )
    write_deltalake(lake.table("samples"), frame.to_arrow(), mode="append")


def test_files_that_add_up_pass(source: Source) -> None:
    assert rows_add_up(ledger((10, 9, 1), (5, 5, 0)), source).passed


def test_a_file_that_lost_a_row_is_named_with_its_numbers(source: Source) -> None:
    finding = rows_add_up(ledger((10, 9, 1), (5, 4, 0)), source)
    assert not finding.passed
    assert finding.detail == "1 of 2 files do not add up, first file1.csv: 5 read, 4 loaded, 0 rejected."


def test_the_lake_holds_what_the_ledger_says(workspace: Workspace, source: Source) -> None:
    lake = Lake(workspace.lake_uri)
    put_samples(lake, 9)
    put_samples(lake, 4, source="another")
    assert lake_holds_ledger(lake, ledger((9, 9, 0)), source).passed


def test_a_row_too_few_in_the_lake_is_found(workspace: Workspace, source: Source) -> None:
    lake = Lake(workspace.lake_uri)
    put_samples(lake, 8)
    finding = lake_holds_ledger(lake, ledger((9, 9, 0)), source)
    assert not finding.passed
    assert finding.detail == "samples: ledger 9, lake 8; rejected_rows: ledger 0, lake 0."


def test_the_rows_of_all_tables_that_a_source_gives_are_counted(workspace: Workspace, source: Source) -> None:
    lake = Lake(workspace.lake_uri)
    lake.create_tables()
    put_samples(lake, 8)
    operation = {name: ["historian" if name == "source" else None] for name in LAKE_TABLES["operations"].columns}
    rows = pl.DataFrame(operation, schema=LAKE_TABLES["operations"].columns)
    write_deltalake(lake.table("operations"), rows.to_arrow(), mode="append")
    both = source.model_copy(update={"produces": ("samples", "operations")})
    finding = lake_holds_ledger(lake, ledger((9, 9, 0)), both)
    assert finding.passed
    assert finding.detail == "samples + operations: ledger 9, lake 9; rejected_rows: ledger 0, lake 0."
    assert not lake_holds_ledger(lake, ledger((10, 10, 0)), both).passed


def test_data_is_late_after_the_configured_time(source: Source) -> None:
    assert is_fresh(ledger((1, 1, 0)), source, NOW).passed
    late = is_fresh(ledger((1, 1, 0)), source, datetime(2026, 11, 2, 12, 31, tzinfo=UTC))
    assert not late.passed
    assert late.detail == "Newest data is of 2026-11-02 11:30 UTC, 1.0 h ago; late after 1.0 h."


def test_lateness_warns_and_a_lost_row_blocks(workspace: Workspace, source: Source) -> None:
    records = audit_source(Lake(workspace.lake_uri), ledger((9, 8, 0)), source, datetime(2027, 1, 1, tzinfo=UTC))
    found = {record.check_name: (record.status, record.blocks) for record in records}
    assert found == {
        "rows_read_equal_loaded_and_rejected": ("fail", True),
        "lake_holds_what_the_ledger_says": ("fail", True),
        "newest_data_is_fresh": ("warn", False),
    }


def test_of_a_retracted_file_only_the_rejected_rows_are_expected(workspace: Workspace, source: Source) -> None:
    lake = Lake(workspace.lake_uri)
    lake.create_tables()
    put_samples(lake, 9)
    status = pl.Series(["loaded", "retracted"])
    finding = lake_holds_ledger(lake, ledger((9, 9, 0), (6, 5, 1)).with_columns(status=status), source)
    # The one rejected row is not there in this lake: that is what is found.
    assert finding.detail == "samples: ledger 9, lake 9; rejected_rows: ledger 1, lake 0."
    assert not finding.passed
