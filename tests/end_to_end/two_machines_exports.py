"""The exports of the workspace `two_machines`: a file a day and machine, the same each time, and the ERP's tables."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

DAYS = [date(2026, 3, 26) + timedelta(days=number) for number in range(5)]
"""UTC days with an export each; the last one is the second drop's."""

_STEP_S = 120
_PRODUCTS = ("P-1", "P-2")


def press_csv(day: date, corrected: bool = False) -> bytes:
    """The press's day as one sample a line: state, two counters that roll over at 999, and the product.

    `corrected` is the same day as exported again: other states, the same counts.
    """
    states = random.Random(f"press {day} {corrected}")  # noqa: S311 - invented machine states, no secrets
    counts = random.Random(f"counts {day}")  # noqa: S311
    total, rejected = day.day * 97 % 1000, day.day
    lines = ["tag,time,value,quality"]
    for number, at in enumerate(_times(day)):
        if number % 60 == 0:
            lines.append(f"PRESS.Product,{at},{_PRODUCTS[(day.day + number // 240) % 2]},Good")
        if number % 5 == 0:
            lines.append(f"PRESS.State,{at},{states.choice(('RUN', 'RUN', 'RUN', 'STOP', 'FAULT', 'SETUP'))},Good")
        total = (total + counts.randint(0, 9)) % 1000
        rejected = (rejected + (counts.random() < 0.05)) % 1000
        lines += [f"PRESS.Total,{at},{total},Good", f"PRESS.Reject,{at},{rejected},Good"]
    return ("\n".join(lines) + "\n").encode()


def packer_xml(day: date) -> bytes:
    """The packer's day as one MTConnectStreams document: execution, good parts since midnight, and the program."""
    chance = random.Random(f"packer {day}")  # noqa: S311
    observations, good = [], 0
    for number, at in enumerate(_times(day)):
        if number % 90 == 0:
            observations.append(("Program", "program", at, _PRODUCTS[(day.day + number // 360) % 2]))
        if number % 7 == 0:
            states = ("ACTIVE", "ACTIVE", "ACTIVE", "READY", "INTERRUPTED", "UNAVAILABLE")
            observations.append(("Execution", "execution", at, chance.choice(states)))
        good += chance.randint(0, 5)
        observations.append(("PartCount", "good", at, str(good)))
    events = "".join(
        f'<{kind} dataItemId="{name}" name="{name}" timestamp="{at}" sequence="{number}">{value}</{kind}>\n'
        for number, (kind, name, at, value) in enumerate(observations, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<MTConnectStreams xmlns="urn:mtconnect.org:MTConnectStreams:1.3">'
        f'<Streams><DeviceStream name="PACK" uuid="pack"><ComponentStream><Events>\n{events}'
        "</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>\n"
    ).encode()


def drop(root: Path, source: str, name: str, content: bytes) -> Path:
    """Put a file into a source's landing folder."""
    path = root / "landing" / source / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def drop_first(root: Path) -> None:
    """All days but the last, and the ERP's tables."""
    for day in DAYS[:-1]:
        drop(root, "historian", f"press_{day}.csv", press_csv(day))
        drop(root, "agent", f"packer_{day}.xml", packer_xml(day))
    routings = "".join(f"P-{n},{unit},{seconds},routing\n" for unit in ("PRESS01", "PACK01") for n, seconds in _CYCLES)
    drop(root, "routings", "routings.csv", f"Product,Resource,Seconds,Basis\n{routings}".encode())
    drop(root, "prices", "prices.csv", b"Product,Price,Cost\nP-1,12.50,8.00\nP-2,3.75,1.25\n")


_CYCLES = ((1, 21), (2, 17))


def _times(day: date) -> list[str]:
    midnight = datetime.combine(day, time(), UTC)
    return [f"{midnight + timedelta(seconds=at):%Y-%m-%dT%H:%M:%SZ}" for at in range(0, 86_400, _STEP_S)]
