"""One machine's forty minutes in every format: its state, and a counter of 16 bits that goes on from zero."""

from datetime import UTC, datetime
from pathlib import Path

from orchestration.demo.exports import FORMATS
from orchestration.demo.exports.rows import Row
from orchestration.readers.registry import READERS
from tests.orchestration.readers.examples import example
from tests.orchestration.readers.written_exports import Written

START = datetime(2026, 1, 31, 6, 0, tzinfo=UTC)
MINUTES = 40
# Found now: a test module that hypothesis is in is not to be imported within a test of hypothesis.
EXAMPLES = {name: example(name) for name in READERS}


def rows() -> list[Row]:
    """A state and a count a minute; after the twelfth the counter is past 65535."""
    found: list[Row] = []
    for minute in range(MINUTES):
        at = int(START.timestamp()) + 60 * minute
        found.append((at, "PRESS01.State", "STOP" if 20 <= minute < 25 else "RUN", True))
        found.append((at, "PRESS01.Total", (65_500 + 3 * minute) % 65_536, True))
    return found


def export(reader: str, folder: Path) -> Path:
    """The export as a file: as the demo plant writes the format, else as the reader's example does."""
    path, declared = folder / "export", EXAMPLES[reader]
    if form := FORMATS.get(reader.removeprefix("historian.")):
        path.write_bytes(form.write(rows(), "UTC").content)
    elif declared.document:
        samples = [
            Written(tag, datetime.fromtimestamp(at, UTC), value if isinstance(value, str) else float(value))
            for at, tag, value, _ in rows()
        ]
        path.write_bytes(declared.document(samples))
    else:
        path.write_bytes(declared.data)
    return path
