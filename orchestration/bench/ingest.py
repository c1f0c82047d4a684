"""`millrace bench ingest`: a long CSV into the lake, beside DuckDB's own copy of it to partitioned Parquet."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

_PLANT = """\
millrace: 1
enterprise: {id: bench, name: Benchmark}
history_start: 2026-03-01
sites:
  - id: site
    name: Site
    time_zone: UTC
    currency: EUR
    areas: [{id: area, name: Area, lines: [{id: line, name: Line, work_units: [{id: unit, name: Unit}]}]}]
sources:
  - {id: historian, site: site, reader: historian.delimited_long}
"""


@dataclass(frozen=True)
class IngestBenchmark:
    """The figures of one run. `ratio` = ingest_seconds / copy_seconds; sizes in bytes; `processors` of the machine."""

    rows: int
    csv_bytes: int
    ingest_seconds: float
    ingest_rows_per_s: float
    ingest_peak_memory_bytes: int
    copy_seconds: float
    copy_peak_memory_bytes: int
    ratio: float
    lake_bytes: int
    bytes_per_sample: float
    processors: int

    def as_json(self) -> str:
        """The figures as a JSON object."""
        return json.dumps(asdict(self), indent=2)

    def as_text(self) -> str:
        """The figures in sentences."""
        return (
            f"{self.rows:,} rows, {self.csv_bytes / 1e9:.2f} GB of CSV, {self.processors} processors\n"
            f"ingest into the lake   {self.ingest_seconds:8.1f} s   {self.ingest_rows_per_s:12,.0f} rows/s   "
            f"peak memory {self.ingest_peak_memory_bytes / 2**30:.2f} GiB\n"
            f"DuckDB's own copy      {self.copy_seconds:8.1f} s   {self.rows / self.copy_seconds:12,.0f} rows/s   "
            f"peak memory {self.copy_peak_memory_bytes / 2**30:.2f} GiB\n"
            f"ratio {self.ratio:.2f} (aim: at most 1.5), {self.bytes_per_sample:.2f} bytes a sample (aim: at most 6)"
        )


def bench_ingest(
    rows: int = 40_000_000, folder: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> IngestBenchmark:
    """Make a CSV of `rows` rows, ingest it, and copy it with DuckDB; everything made is removed again.

    The ingest is the whole of it: hashing, archiving, reading, checking, writing, committing. Both read the file from
    the system's cache as far as it has room. `folder` is where the files go meanwhile (default: the system's folder
    for temporary files); it needs about 90 bytes a row. `say` is told what happens.
    """
    with tempfile.TemporaryDirectory(prefix="millrace-bench-", dir=folder) as temporary:
        root = Path(temporary)
        (root / "plant.yaml").write_text(_PLANT, encoding="utf-8")
        landed = root / "landing" / "historian" / "long.csv"
        landed.parent.mkdir(parents=True)
        say(f"Making a CSV of {rows:,} rows.")
        _step("make", str(landed), str(rows))
        csv_bytes = landed.stat().st_size
        say("Copying it with DuckDB.")
        copied = _step("copy", str(landed), str(root / "copy"))
        say("Ingesting it.")
        ingested = _step("load", str(root))
        lake_bytes = sum(file.stat().st_size for file in (root / "lake" / "samples").rglob("*") if file.is_file())
    return IngestBenchmark(
        rows=rows,
        csv_bytes=csv_bytes,
        ingest_seconds=ingested["seconds"],
        ingest_rows_per_s=rows / ingested["seconds"],
        ingest_peak_memory_bytes=int(ingested["peak_memory_bytes"]),
        copy_seconds=copied["seconds"],
        copy_peak_memory_bytes=int(copied["peak_memory_bytes"]),
        ratio=ingested["seconds"] / copied["seconds"],
        lake_bytes=lake_bytes,
        bytes_per_sample=lake_bytes / rows,
        processors=os.cpu_count() or 1,
    )


def _step(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "orchestration.bench.steps", *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"The benchmark's step {arguments[0]!r} failed:\n{ran.stderr[-2000:]}")
    answer: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return answer
