"""AVEVA Historian: a query of its table History as it is saved to a file, and the answer of its REST interface."""

from __future__ import annotations

import json

from orchestration.demo.exports.rows import Export, Format, LocalClockText, Row, by_tag, kind_of, utc_text
from orchestration.demo.signals import Value

_HEADER = "TagName,DateTime,Value,vValue,Quality,QualityDetail,OPCQuality"
_GOOD, _FIRST, _FAILED = "0,192,192", "133,252,192", "1,24,0"
"""Quality, QualityDetail, OPCQuality: good; the initial value of the query's window; communication failed."""


def history_query(rows: list[Row], zone: str) -> bytes:
    """UTF-8 with BOM and CRLF, local times of seven digits, NULL as a word; Value is NULL for string tags."""
    clock = LocalClockText(zone, "%Y-%m-%d %H:%M:%S.0000000")
    strings = {tag for tag, samples in by_tag(rows).items() if kind_of(samples) is str}
    seen: set[str] = set()
    lines = [_HEADER]
    for at, tag, value, good in rows:
        number = "NULL" if tag in strings or not good else value
        codes = _FAILED if not good else _GOOD if tag in seen else _FIRST
        seen.add(tag)
        lines.append(f"{tag},{clock(at)},{number},{value if good else 'NULL'},{codes}")
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode()


def process_values(rows: list[Row]) -> bytes:
    """Entries of `value` in order of time, in UTC; what failed has a null and the quality 0."""
    entries = [
        f'{{"FQN":{json.dumps(tag)},"DateTime":"{utc_text(at)}.0000000Z",{_fields(value, good)},"Unit":""}}'
        for at, tag, value, good in rows
    ]
    head = '{"odata.metadata":"http://historian:32569/Historian/v2/$metadata#ProcessValues","value":['
    return (head + ",\r\n".join(entries) + "]}").encode()


def _fields(value: Value, good: bool) -> str:
    if not good:
        return '"OpcQuality":0,"Value":null,"Text":null'
    number = "null" if isinstance(value, str) else json.dumps(float(value))
    return f'"OpcQuality":192,"Value":{number},"Text":{json.dumps(str(value))}'


CSV = Format("historian.aveva_csv", ".csv", lambda rows, zone: Export(history_query(rows, zone)))
ODATA = Format("historian.aveva_odata", ".json", lambda rows, _zone: Export(process_values(rows)))
