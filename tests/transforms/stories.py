"""Machines told by what they say and when: `06:00 RUN, 11:00 STOP, 11:05 total=40`, in hours since a start.

The words are the raw states of the table below; LOST is a state without a value. The other signals are
order=, product=, total=, good=, reject= and rework=.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

STATES = """\
state_set,raw_state,state,reason
default,RUN,running,
default,STOP,stopped,
default,JAM,stopped,jam
default,TOOL,stopped,tool
default,SETUP,changeover,
default,BLOCKED,blocked,
default,STARVED,starved,
default,NO_MATERIAL,stopped,no_material
default,SERVICE,planned,service
default,OFF,off,
"""
REASONS = """\
reason,name,parent,bucket,is_failure
jam,Jam,,own,false
tool,Tool,,own,true
no_material,No material,,external,false
service,Service,,planned,false
"""
SIGNALS = {
    "order": "order",
    "product": "product",
    "total": "total_count",
    "good": "good_count",
    "reject": "reject_count",
    "rework": "rework_count",
}

Sample = tuple[str, datetime, str | float | None]


def samples(stories: Mapping[str, str], start: datetime, end: datetime | None = None) -> list[Sample]:
    """What the machines said as (tag, time, value); all repeat their state at `end`, where it is given."""
    found: list[Sample] = []
    for machine, story in stories.items():
        state: str | None = None
        for entry in story.split(", "):
            at, word = entry.split()
            hours, minutes, seconds = (*map(float, at.split(":")), 0.0)[:3]
            time = start + timedelta(hours=hours, minutes=minutes, seconds=seconds)
            signal, is_other, value = word.partition("=")
            if is_other:
                found.append((f"{machine}.{signal}", time, value if signal in {"order", "product"} else float(value)))
            else:
                state = None if word == "LOST" else word
                found.append((f"{machine}.state", time, state))
        if end is not None:
            found.append((f"{machine}.state", end, state))
    return found


def configuration(stories: Mapping[str, str], **replaced: str) -> dict[str, str]:
    """The CSV files of a workspace whose machines tell these stories; keyword arguments add to and replace them."""
    lines = ["source,tag,work_unit,signal,counter_mode"]
    for machine, story in stories.items():
        lines.append(f"historian,{machine}.state,{machine},state,")
        for short, signal in SIGNALS.items():
            if f" {short}=" in story:
                lines.append(f"historian,{machine}.{short},{machine},{signal},{'reset' if 'count' in signal else ''}")
    return {"tags": "\n".join(lines) + "\n", "states": STATES, "reasons": REASONS} | replaced


def sites(*sites: dict[str, Any], history_start: str, stale_after_s: int = 10_000_000, **more: Any) -> str:
    """plant.yaml (as JSON, which is YAML) of sites with `machines`: one a line, or a list for several in a line."""

    def site(described: dict[str, Any]) -> dict[str, Any]:
        lines = []
        for number, entry in enumerate(described.pop("machines")):
            units = [entry] if isinstance(entry, str | dict) else entry
            units = [{"id": unit} if isinstance(unit, str) else unit for unit in units]
            line = described.pop(f"line_{number}", {})
            named = [{"name": unit["id"], **unit} for unit in units]
            lines.append({"id": f"line_of_{units[0]['id']}", "name": "Line", "work_units": named} | line)
        area = {"id": f"hall_of_{described['id']}", "name": "Hall", "lines": lines}
        return {
            "name": "Site",
            "time_zone": "UTC",
            "currency": "EUR",
            "day_start": "06:00",
            "areas": [area],
        } | described

    source = {"site": sites[0]["id"], "reader": "historian.delimited_long", "stale_after_s": stale_after_s}
    company = {"millrace": 1, "enterprise": {"id": "acme", "name": "Acme"}, "history_start": history_start}
    ids = more.pop("sources", ["historian"])
    return json.dumps(
        company | {"sites": [site(dict(s)) for s in sites], "sources": [{"id": i} | source for i in ids]} | more
    )
