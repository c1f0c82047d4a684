"""InfluxDB: annotated CSV as a query answers, and line protocol as a bucket is exported.

A series has one type and no quality, so a sample that is bad was never written.
"""

from __future__ import annotations

from orchestration.demo.exports.rows import Export, Format, Row, by_tag, kind_of, utc_text
from orchestration.demo.signals import Value

_TYPES = {int: "long", float: "double", str: "string"}
_COLUMNS = ",result,table,_start,_stop,_time,_value,_field,_measurement,tag"


def annotated_csv(rows: list[Row]) -> bytes:
    """CRLF; the tables of one type under one header with its annotations, a table a series, then a blank line."""
    series = by_tag(row for row in rows if row[3])
    span = f"{utc_text(rows[0][0])}Z,{utc_text(rows[-1][0] + 1)}Z"
    lines = []
    for kind, name in _TYPES.items():
        of_kind = [samples for samples in series.values() if kind_of(samples) is kind]
        if not of_kind:
            continue
        times = "dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339"
        lines += [
            f"#datatype,string,long,{times},{name},string,string,string",
            "#group,false,false,true,true,false,false,true,true,true",
            "#default,_result,,,,,,,,",
            _COLUMNS,
        ]
        lines += [
            f",,{table},{span},{utc_text(at)}Z,{value},value,machines,{tag}"
            for table, samples in enumerate(of_kind)
            for at, tag, value, _ in samples
        ]
        lines.append("")
    return "\r\n".join([*lines, ""]).encode()


def line_protocol(rows: list[Row]) -> bytes:
    """A line a sample, series by series, in nanoseconds."""
    lines = ["# DML", "# CONTEXT-DATABASE: plant"]
    for samples in by_tag(row for row in rows if row[3]).values():
        kind = kind_of(samples)
        lines += [f"machines,tag={tag} value={_field(value, kind)} {at}000000000" for at, tag, value, _ in samples]
    return "\n".join([*lines, ""]).encode()


def _field(value: Value, kind: type) -> str:
    return f'"{value}"' if kind is str else f"{value}i" if kind is int else repr(float(value))


CSV = Format(
    "historian.influx_csv", ".csv", lambda rows, _zone: Export(annotated_csv(rows)), {"tag_name": "{tag}"},
    keeps_bad=False,
)  # fmt: skip
LINES = Format(
    "historian.influx_lines", ".lp", lambda rows, _zone: Export(line_protocol(rows)), {"tag_name": "{tag}"},
    keeps_bad=False,
)  # fmt: skip
