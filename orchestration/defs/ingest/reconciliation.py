"""Nothing is lost: what was read, loaded and rejected must add up, per file and over the lake.

Plain functions over the ledger and the Delta log; `assets` makes Dagster checks of them.
"""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from orchestration.lake import Lake
from orchestration.plant import Source


@dataclass(frozen=True)
class Finding:
    """The outcome of one check, with a sentence that says what was compared."""

    passed: bool
    detail: str


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

    Counts come from the Delta log's statistics, so that the cost does not grow with the rows.
    """
    files = ledger.filter((pl.col("source") == source.id) & (pl.col("status") == "loaded"))
    compared = {
        source.produces: (int(files["rows_loaded"].sum()), _rows_of(lake, source.produces, source.id)),
        "rejected_rows": (int(files["rows_rejected"].sum()), _rows_of(lake, "rejected_rows", source.id)),
    }
    detail = "; ".join(f"{table}: ledger {said}, lake {held}" for table, (said, held) in compared.items())
    return Finding(all(said == held for said, held in compared.values()), detail + ".")


def _rows_of(lake: Lake, table: str, source: str) -> int:
    actions = pl.DataFrame(lake.table(table).get_add_actions(flatten=True))
    if actions.is_empty():
        return 0
    if "partition.source" in actions.columns:
        return int(actions.filter(pl.col("partition.source") == source)["num_records"].sum())
    lowest, highest = pl.col("min.source"), pl.col("max.source")
    if actions.filter((lowest <= source) & (highest >= source) & (lowest != highest)).is_empty():
        return int(actions.filter(lowest == source)["num_records"].sum())
    # A file that compaction made of several sources' rows: only its rows themselves can tell.
    return lake.read(table, ["source"]).filter(pl.col("source") == source).height


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
