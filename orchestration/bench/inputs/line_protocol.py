"""InfluxDB's line protocol: one field a line, about 60 bytes."""

from pathlib import Path

from orchestration.bench.inputs.contract import BenchInput
from orchestration.bench.inputs.written import write_lines


def write(folder: Path, samples: int) -> int:
    """Instant after instant, a series a tag."""
    line = "'press,tag=' || tag_name(t) || ' value=' || value_of(i, t) || ' ' || epoch_ns(time_of(i))"
    return write_lines(folder / "export.lp", line, samples, by_tag=False)


INPUT = BenchInput(
    name="lines",
    what="one file of line protocol",
    reader="historian.influx_lines",
    samples=10_000_000,
    write=write,
    compared_with="long",
    comparison="DuckDB's own copy of the same samples as a long CSV",
    aim_mb_per_s=20,
)
