"""Parquet, as a data science tool writes samples: a row each, numbers and texts in columns of their own."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.demo.exports.rows import Export, Format, Row

_SCHEMA = pa.schema({
    "timestamp": pa.timestamp("ms", "UTC"), "tag": pa.dictionary(pa.int32(), pa.string()), "value_num": pa.float64(),
    "value_str": pa.string(), "quality": pa.int16(),
})  # fmt: skip


def typed_table(rows: list[Row]) -> bytes:
    """Instants in milliseconds; a sample whose OPC quality is bad has no value."""
    columns = {
        "timestamp": [at * 1000 for at, _, _, _ in rows],
        "tag": [tag for _, tag, _, _ in rows],
        "value_num": [value if good and not isinstance(value, str) else None for _, _, value, good in rows],
        "value_str": [value if good and isinstance(value, str) else None for _, _, value, good in rows],
        "quality": [192 if good else 0 for _, _, _, good in rows],
    }
    file = io.BytesIO()
    pq.write_table(pa.table(columns, _SCHEMA), file, compression="snappy")
    return file.getvalue()


LONG = Format(
    "historian.parquet", ".parquet", lambda rows, _zone: Export(typed_table(rows)),
    {"value_column": "value_num", "text_column": "value_str"}, is_packed=False,
)  # fmt: skip
