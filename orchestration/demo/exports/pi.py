"""PI System: the output of piconfig, a sheet of DataLink's, an answer of the PI Web API.

A point that could not be read holds a digital state of the system in place of its value.
"""

from __future__ import annotations

import json
from itertools import groupby

from orchestration.demo.exports.rows import Export, Format, LocalClockText, Row, by_tag, utc_text
from orchestration.demo.signals import Value
from orchestration.demo.sites import SOUTH

_TIME = "%d-%b-%y %H:%M:%S"
NO_ANSWER = "I/O Timeout"
"""The system's digital state of a point whose machine does not answer."""

_NO_ANSWER_NUMBER = 246
_DIGITAL_SET: list[Value] = [*SOUTH.raw_states.values()]
"""The digital set of points that have a machine's state in words."""


def piconfig_text(rows: list[Row], zone: str) -> bytes:
    """Events point by point, without a header, between the dialogue's prompts, echoes and rulers."""
    clock = LocalClockText(zone, _TIME)
    start, end = clock(rows[0][0]), clock(rows[-1][0])
    lines = [
        "* (Ls - ) PIconfig> @table piarc",
        "* (Ls - PIARC) PIconfig> @ostructure tag,time,value",
        "* (Ls - PIARC) PIconfig> @istructure tag,starttime,endtime",
    ]
    for tag, events in by_tag(rows).items():
        lines.append(f"*> {tag},{start},{end}")
        lines += [f"{tag},{clock(at)}.0000,{value if good else NO_ANSWER}" for at, _, value, good in events]
        lines.append("*----------")
    return "\r\n".join([*lines, ""]).encode()


def datalink_sheet(rows: list[Row], zone: str) -> bytes:
    """One column a point, saved by the spreadsheet as Unicode text: UTF-16 with tabulators."""
    clock, points = LocalClockText(zone, _TIME), list(by_tag(rows))
    lines = ["\t".join(["Timestamp", *points])]
    for at, same in groupby(rows, key=lambda row: row[0]):
        cells = {tag: str(value) if good else NO_ANSWER for _, tag, value, good in same}
        lines.append("\t".join([clock(at), *(cells.get(point, "") for point in points)]))
    return "\r\n".join([*lines, ""]).encode("utf-16")


def web_api_answer(rows: list[Row]) -> bytes:
    """Recorded values of a stream set, the newest first, as of a query whose startTime is after its endTime."""
    entries = []
    for number, (tag, events) in enumerate(by_tag(rows).items(), start=1):
        path = json.dumps(f"\\\\PISRV01\\{tag}")
        head = f'"WebId":"F1DPdemo{number:04}","Name":{json.dumps(tag)},"Path":{path},"Links":{{}}'
        items = ",".join(map(_item, reversed(events)))
        entries.append(f'{{{head},"Items":[{items}]}}')
    return ('{"Links":{},"Items":[' + ",".join(entries) + "]}").encode()


def _item(event: Row) -> str:
    at, _, value, good = event
    return (
        f'{{"Timestamp":"{utc_text(at)}Z","Value":{_json(value, good)},"UnitsAbbreviation":"",'
        f'"Good":{str(good).lower()},"Questionable":false,"Substituted":false,"Annotated":false}}'
    )


def _json(value: Value, good: bool) -> str:
    if good and value not in _DIGITAL_SET:
        return json.dumps(value)
    name, code = (value, _DIGITAL_SET.index(value)) if good else (NO_ANSWER, _NO_ANSWER_NUMBER)
    return f'{{"Name":"{name}","Value":{code},"IsSystem":{str(not good).lower()}}}'


CSV = Format("historian.pi_csv", ".csv", lambda rows, zone: Export(piconfig_text(rows, zone)))
WIDE = Format(
    "historian.pi_wide", ".txt", lambda rows, zone: Export(datalink_sheet(rows, zone)), {"separator": "tab"}
)  # fmt: skip
WEB_API = Format("historian.pi_web_api", ".json", lambda rows, _zone: Export(web_api_answer(rows)))
