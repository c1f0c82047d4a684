"""Tiny plants for the models: a workspace's text or a Plant, and a lake of rows in the readers' canonical columns."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.lake.tables import LAKE_TABLES
from orchestration.plant import Plant
from orchestration.plant.loading import load_plant
from orchestration.readers.schema import BAD, GOOD


class Lake:
    """Rows as ingestion would have committed them; each call of `load` is one file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[pl.DataFrame]] = {name: [] for name in LAKE_TABLES}
        self._loads: dict[str, int] = {}

    def load(self, source: str, table: str, rows: pl.DataFrame, export_time: datetime | None = None) -> None:
        """One file of a source: rows with at least some of the canonical columns, the others are NULL."""
        load_seq = self._loads.get(source, 0) + 1
        self._loads[source] = load_seq
        own = [pl.lit(source).alias("source"), pl.lit(load_seq, pl.Int64).alias("load_seq")]
        if "row_no" not in rows.columns:
            rows = rows.with_row_index("row_no", offset=1)
        rows = rows.with_columns(own)
        if table == "samples":
            rows = rows.with_columns(pl.col("ts_utc").dt.date().alias("day_utc"))
        self._rows[table].append(_typed(table, rows))
        file = {"source": source, "load_seq": load_seq, "file_id": f"{source}-{load_seq}", "status": "loaded"}
        counts = dict.fromkeys(("rows_read", "rows_loaded"), rows.height) | {
            "rows_rejected": 0,
            "export_time_utc": export_time,
        }
        self._rows["ledger"].append(_typed("ledger", pl.DataFrame([file | counts])))

    def samples(self, source: str, values: Sequence[tuple[str, datetime, str | float | None]], **load: Any) -> None:
        """One file of samples as (tag, time, value): text for states, products and orders, None for bad quality."""
        rows = [
            {
                "tag": tag,
                "ts_utc": time.astimezone(UTC),
                "value_num": None if isinstance(value, str) else value,
                "value_text": value if isinstance(value, str) else None,
                "quality": BAD if value is None else GOOD,
            }
            for tag, time, value in values
        ]
        self.load(source, "samples", pl.DataFrame(rows, schema=_schema("samples", rows[0])), **load)

    def entity(self, source: str, table: str, rows: list[dict[str, Any]], **load: Any) -> None:
        """One file of an ERP or MES entity."""
        columns = {name for row in rows for name in row}
        self.load(source, table, pl.DataFrame(rows, schema=_schema(table, columns)), **load)

    def tables(self) -> dict[str, pl.DataFrame]:
        """All tables of the lake, empty ones too."""
        return {
            name: pl.concat(frames) if frames else pl.DataFrame(schema=LAKE_TABLES[name].columns)
            for name, frames in self._rows.items()
        }


def _schema(table: str, names: Any) -> dict[str, Any]:
    return {name: dtype for name, dtype in LAKE_TABLES[table].columns.items() if name in names}


def _typed(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    columns = LAKE_TABLES[table].columns
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in columns.items() if name not in rows.columns]
    return rows.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in columns.items())


def plant(plant_yaml: str, **tables: str) -> Plant:
    """The plant of a workspace's files: plant.yaml and CSV texts by stem."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "plant.yaml").write_text(plant_yaml, encoding="utf-8")
        for stem, text in tables.items():
            (root / f"{stem}.csv").write_text(text, encoding="utf-8")
        return load_plant(root)
