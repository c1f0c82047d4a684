"""Values of OPC UA as texts: numbers and texts in columns of their own, status codes with their number.

Columns of what is made here: tag, time (ISO 8601, UTC), value (numbers), text, quality, and fault: why it is no sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow as pa
from asyncua import ua
from asyncua.ua.status_codes import get_name_and_doc

from orchestration.pulls.rows import as_text, text_batch

_NAMED = 0xFFFF0000  # what lies below are flags of the single value


@lru_cache(maxsize=4096)
def status_text(code: int) -> str:
    """A status code by its name and its whole number: `UncertainInitialValue (0x40920000)`."""
    return f"{get_name_and_doc(code & _NAMED)[0]} (0x{code:08X})"


_KIND = ua.VariantType
# Booleans and enumerations travel as numbers; what a number of an enumeration means, the plant's states say.
_NUMBERS = {
    _KIND.Boolean, _KIND.SByte, _KIND.Byte, _KIND.Int16, _KIND.UInt16, _KIND.Int32, _KIND.UInt32, _KIND.Int64,
    _KIND.UInt64, _KIND.Float, _KIND.Double,
}  # fmt: skip
_TEXTS: dict[ua.VariantType, Callable[[Any], str | None]] = {
    _KIND.String: as_text,
    _KIND.DateTime: as_text,
    _KIND.Guid: as_text,
    _KIND.ByteString: as_text,
    _KIND.XmlElement: as_text,
    _KIND.LocalizedText: lambda value: as_text(value.Text),
    _KIND.QualifiedName: lambda value: as_text(value.Name),
    _KIND.NodeId: lambda value: as_text(value.to_string()),
    _KIND.ExpandedNodeId: lambda value: as_text(value.to_string()),
    _KIND.StatusCode: lambda value: status_text(value.value),
}


class Row(NamedTuple):
    """One value of a node's history."""

    tag: str
    time: datetime | None
    value: float | None
    text: str | None
    quality: str
    fault: str | None


def to_row(tag: str, given: ua.DataValue) -> Row:
    """A value as the server gave it; of when it is says its source, else the server."""
    time = given.SourceTimestamp or given.ServerTimestamp
    quality = status_text(given.StatusCode.value if given.StatusCode is not None else 0)
    variant = given.Value
    if variant is None or variant.Value is None:
        return Row(tag, time, None, None, quality, None)
    kind, value = variant.VariantType, variant.Value
    if variant.is_array or isinstance(value, list):
        return Row(tag, time, None, str(value), quality, f"an array of {len(value)} values")
    if kind in _NUMBERS:
        return Row(tag, time, int(value) if isinstance(value, bool) else value, None, quality, None)
    if kind in _TEXTS:
        return Row(tag, time, None, _TEXTS[kind](value), quality, None)
    return Row(tag, time, None, str(value), quality, f"a value of the type {kind.name}")


def to_batch(rows: Iterable[Row]) -> pa.RecordBatch:
    """Rows as texts; the columns are the same whatever the rows have."""
    columns = dict(zip(Row._fields, zip(*rows, strict=True), strict=True))
    return text_batch({name: columns.get(name, ()) for name in Row._fields})
