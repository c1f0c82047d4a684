"""A format of which one file brings samples and operations, and the rows of its files."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext, ReaderOptions
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.schema import REJECTED, SCHEMAS

_BATCH_LINES = 20


class TwoTables:
    """Lines `samples <tag> <time> <value>` and `operations <id> <start> <good quantity>`; others are rejected.

    The line `refuse` refuses the file.
    """

    name = "test.two_tables"
    options_type = ReaderOptions

    def produces(self, _options: ReaderOptions, /) -> tuple[str, ...]:
        return ("samples", "operations")

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        return None

    def read(self, stream: ByteStream, _options: ReaderOptions, _context: ReadContext, /) -> Iterator[Batch]:
        lines = list(enumerate(stream.read().decode().splitlines(), start=1))
        for first in range(0, len(lines), _BATCH_LINES):
            yield from _batches(lines[first : first + _BATCH_LINES])


def _batches(lines: Sequence[tuple[int, str]]) -> Iterator[Batch]:
    rows: dict[str, list[dict[str, object]]] = {"samples": [], "operations": []}
    rejected = []
    for row_no, line in lines:
        if line == "refuse":
            raise FileRejected("The file says that it is to be refused.")
        kind, _, rest = line.partition(" ")
        if kind not in rows:
            rejected.append({"row_no": row_no, "member": None, "raw": line, "reason": "It is of neither kind."})
            continue
        name, time, value = rest.split(" ")
        moment = {"ts_utc" if kind == "samples" else "start_utc": datetime.fromisoformat(time)}
        named = {"tag": name, "quality": 2} if kind == "samples" else {"operation_id": name}
        number = {"value_num" if kind == "samples" else "good_quantity": float(value)}
        rows[kind].append({**named, **moment, **number, "row_no": row_no})
    for table, found in rows.items():
        frame = pl.DataFrame(found, schema=SCHEMAS[table])
        own = pl.DataFrame(rejected if table == "samples" else [], schema=REJECTED)
        yield Batch(table, frame, own, frame.height + own.height)


READER = TwoTables()


def two_tables(*rows: tuple[str, str, str, object]) -> bytes:
    """A file of rows (kind, tag or id, time on 2 March 2026 or date and time, value)."""
    return "".join(
        f"{kind} {name} {time if 'T' in time else f'2026-03-02T{time}'}+00:00 {value}\n"
        for kind, name, time, value in rows
    ).encode()
