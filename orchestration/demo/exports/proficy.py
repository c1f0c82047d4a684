"""GE Proficy Historian: sections of tags and of data in one file in the US order of the date, and the REST answer."""

from __future__ import annotations

import json

from orchestration.demo.exports.rows import Export, Format, LocalClockText, Row, by_tag, kind_of, utc_text

_TYPES = {int: "DoubleInteger", float: "SingleFloat", str: "VariableString"}
_UNITS = {"Seal_temp": "°C", "Energy": "kWh", "Power": "kW"}


def sections(rows: list[Row], zone: str) -> Export:
    """ANSI, CRLF; clocks of twelve hours with milliseconds; a bad sample has 0 or an empty text for its value."""
    clock = LocalClockText(zone, "%m/%d/%Y %I:%M:%S.000 %p")
    kinds = {tag: kind_of(samples) for tag, samples in by_tag(rows).items()}
    lines = ["* Proficy Historian", "[Tags]", "Tagname,DataType,EngineeringUnits"]
    lines += [f"{tag},{_TYPES[kind]},{_UNITS.get(tag.split('.')[-1], '')}" for tag, kind in kinds.items()]
    lines += ["", "[Data]", "Tagname,TimeStamp,Value,DataQuality"]
    nothing = {tag: "" if kind is str else "0" for tag, kind in kinds.items()}
    lines += [
        f"{tag},{clock(at)},{value},Good" if good else f"{tag},{clock(at)},{nothing[tag]},Bad"
        for at, tag, value, good in rows
    ]
    return Export("\r\n".join([*lines, ""]).encode("cp1252"), no_samples=len(kinds))


def rest_answer(rows: list[Row]) -> bytes:
    """Raw data tag by tag, in UTC; every value is a text, and that of a bad sample is empty."""
    entries = []
    for tag, samples in by_tag(rows).items():
        head = f'"DataType":"{_TYPES[kind_of(samples)]}","ErrorCode":0,"TagName":{json.dumps(tag)}'
        entries.append(f'{{{head},"Samples":[{",".join(map(_sample, samples))}]}}')
    return ('{"ErrorCode":0,"ErrorMessage":null,"Data":[' + ",".join(entries) + "]}").encode()


def _sample(row: Row) -> str:
    at, _, value, good = row
    shown, quality = (json.dumps(str(value)), 3) if good else ('""', 0)
    return f'{{"TimeStamp":"{utc_text(at)}.000Z","Value":{shown},"Quality":{quality}}}'


CSV = Format("historian.proficy_csv", ".csv", sections, {"encoding": "windows-1252"})
JSON = Format("historian.proficy_json", ".json", lambda rows, _zone: Export(rest_answer(rows)))
