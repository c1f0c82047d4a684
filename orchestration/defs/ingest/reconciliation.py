"""Nothing is lost: what was read, loaded and rejected must add up, per file and over the lake.

Plain functions over the ledger and the Delta log; `assets` makes Dagster checks of them, and publishing asks them
once more of every source, also of those that had nothing new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from orchestration.defs.publish.checks import CheckRecord, Severity, Status
from orchestration.lake import LAKE_TABLES, Lake
from orchestration.plant import Source

CHECKS: Mapping[str, tuple[Severity, str]] = {
    "rows_read_equal_loaded_and_rejected": ("error", "In each file, rows read = rows loaded + rows rejected."),
    "lake_holds_what_the_ledger_says": ("error", "The Delta tables hold as many rows as the ledger says were loaded."),
    "newest_data_is_fresh": ("warn", "The newest data is younger than the source's fresh_within_s."),
}
"""What is checked of each source: name → severity, and what must hold."""


@dataclass(frozen=True)
class Finding:
    """The outcome of one check, with a sentence that says what was compared."""

    passed: bool
    detail: str


def audit_source(lake: Lake, ledger: pl.DataFrame, source: Source, now: datetime) -> list[CheckRecord]:
    """Check one source; `ledger` is the lake's whole ledger."""
    findings = {
        "rows_read_equal_loaded_and_rejected": rows_add_up(ledger, source),
        "lake_holds_what_the_ledger_says": lake_holds_ledger(lake, ledger, source),
        "newest_data_is_fresh": is_fresh(ledger, source, now),
    }
    records = []
    for name, finding in findings.items():
        severity = CHECKS[name][0]
        failed: Status = "fail" if severity == "error" else "warn"
        status: Status = "pass" if finding.passed else failed
        records.append(CheckRecord(name, f"ingest.{source.id}", severity, status, finding.detail, now))
    return records


def rows_add_up(ledger: pl.DataFrame, source: Source) -> Finding:
    """Compare, for each loaded file, the rows read with the rows loaded and rejected.

    `ledger` needs source, status, file_name, rows_read, rows_loaded, rows_rejected.
    """
    files = ledger.filter((pl.col("source") == source.id) & (pl.col("status") == "loaded"))
    wrong = files.filter(pl.col("rows_read") != pl.col("rows_loaded") + pl.col("rows_rejected"))
    if wrong.is_empty():
        return Finding(True, f"{files.height} files: rows read = loaded + rejected in each.")
    first = wrong.row(0, named=True)
    return Finding(
        False,
        f"{wrong.height} of {files.height} files do not add up, first {first['file_name']}: {first['rows_read']} read, "
        f"{first['rows_loaded']} loaded, {first['rows_rejected']} rejected.",
    )


def lake_holds_ledger(lake: Lake, ledger: pl.DataFrame, source: Source) -> Finding:
    """Compare the rows that the ledger says were loaded and rejected with those the Delta tables hold.

    The ledger counts a file's rows over all tables that it brought. Samples are counted by the Delta log's statistics,
    so that the cost does not grow with their number.
    """
    own = ledger.filter(pl.col("source") == source.id)
    files = own.filter(pl.col("status") == "loaded")
    # The rejected rows of a retracted file stay, as what was found in it.
    read = own.filter(pl.col("status").is_in(["loaded", "retracted"]))
    loaded = int(files["rows_loaded"].sum()) - int(files["rows_expired"].sum())
    rejected = int(read["rows_rejected"].sum()) - int(read["rejected_rows_expired"].sum())
    compared = {
        " + ".join(source.produces): (loaded, sum(_rows_of(lake, table, source.id) for table in source.produces)),
        "rejected_rows": (rejected, _rows_of(lake, "rejected_rows", source.id)),
    }
    detail = "; ".join(f"{table}: ledger {said}, lake {held}" for table, (said, held) in compared.items())
    return Finding(all(said == held for said, held in compared.values()), detail + ".")


def _rows_of(lake: Lake, table: str, source: str) -> int:
    if "source" not in LAKE_TABLES[table].partition_by:
        return int(
            pl.scan_delta(lake.table(table)).filter(pl.col("source") == source).select(pl.len()).collect().item()
        )
    files = pl.DataFrame(lake.table(table).get_add_actions(flatten=True))
    if files.is_empty():
        return 0
    return int(files.filter(pl.col("partition.source") == source)["num_records"].sum())


def is_fresh(ledger: pl.DataFrame, source: Source, now: datetime) -> Finding:
    """Compare the age of a source's newest data, or newest load where rows have no time, with `fresh_within_s`."""
    newest = ledger.filter((pl.col("source") == source.id) & (pl.col("status") == "loaded")).select(
        pl.coalesce("max_ts_utc", "loaded_at_utc").max()
    )
    last = newest.item() if newest.height else None
    if last is None:
        return Finding(False, f"Nothing of {source.id} has been loaded yet.")
    age_s = (now - last).total_seconds()
    limit_h = source.fresh_within_s / 3600
    return Finding(
        age_s <= source.fresh_within_s,
        f"Newest data is of {last:%Y-%m-%d %H:%M} UTC, {age_s / 3600:.1f} h ago; late after {limit_h:.1f} h.",
    )
