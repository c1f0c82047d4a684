"""By what a row is known, and what it says: the columns of each lake table as DuckDB expressions."""

from typing import NamedTuple

from orchestration.lake.tables import LAKE_TABLES
from orchestration.readers.schema import BUSINESS_KEYS, OPTIONAL_KEYS, SAMPLES

# How a value is told changes no figure.
_SAMPLE_SAYS = ("value_num", "value_text", "quality")
_OWN = frozenset({"source", "load_seq", "row_no"})


class RowColumns(NamedTuple):
    """`key` and `said` are 64-bit hashes; `time` is the column that belongs to the key besides, if there is one."""

    key: str
    said: str
    time: str | None


def row_columns(table: str) -> RowColumns:
    """Return the expressions for one table of samples or entities.

    Rows of one source have the same key where they would replace one another. A row without its optional id is known
    by all its fields and by its occurrence among equal ones of its load.
    """
    if table == SAMPLES:
        # The time stands for itself, so that only tags share the room of the hash.
        return RowColumns("hash(tag)", _hash(_SAMPLE_SAYS), "ts_utc")
    key = BUSINESS_KEYS[table]
    fields = [name for name in LAKE_TABLES[table].columns if name not in _OWN]
    said = _hash([name for name in fields if name not in key])
    if table not in OPTIONAL_KEYS:
        return RowColumns(_hash(key), said, None)
    occurrence = f"row_number() OVER (PARTITION BY load_seq, {', '.join(fields)} ORDER BY row_no)"
    of_fields = f"hash({', '.join(fields)}, {occurrence})"
    return RowColumns(f"CASE WHEN {key[0]} IS NULL THEN {of_fields} ELSE hash({key[0]}) END", said, None)


def _hash(columns: list[str] | tuple[str, ...]) -> str:
    return f"hash({', '.join(columns)})"
