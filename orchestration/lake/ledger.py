"""The ledger: one row for each file that was loaded or quarantined; written last, so what it lists is in the lake."""

from dataclasses import dataclass

import polars as pl

from orchestration.lake.commits import committed_version
from orchestration.lake.store import Lake


@dataclass
class LedgerState:
    """What the next batch of a source must know.

    loaded: content hashes of the source that are loaded. next_load_seq: the next number, over all sources.
    version: the application-transaction version of the source's newest finished batch.
    """

    loaded: set[str]
    next_load_seq: int
    version: int


def ledger_state(lake: Lake, source: str) -> LedgerState:
    """Read the ledger for the next batch of `source`."""
    table = lake.table("ledger")
    rows = pl.scan_delta(table).select("source", "load_seq", "file_id", "status").collect()
    loaded = rows.filter((pl.col("source") == source) & (pl.col("status") == "loaded"))["file_id"]
    newest = rows["load_seq"].max()
    return LedgerState(
        loaded=set(loaded),
        next_load_seq=1 + (newest if isinstance(newest, int) else 0),
        version=committed_version(table, source),
    )
