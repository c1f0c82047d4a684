"""A wide CSV, one column a tag and one line an instant: `time,tag,tag,…`, about 7 bytes a sample."""

from pathlib import Path

import duckdb

from orchestration.bench.inputs import series
from orchestration.bench.inputs.contract import BenchInput


def write(folder: Path, samples: int) -> int:
    """Each line has all tags at an instant; without qualities, for which this layout has no usual place."""
    cells = [f'value_of(i, {tag}) AS "{name}"' for tag, name in enumerate(_tags())]
    instants = series.connect(samples).sql("FROM range($n) AS numbers (i)", params={"n": series.instants_of(samples)})
    lines = instants.project(", ".join(["strftime(time_of(i), '%Y-%m-%d %H:%M:%S.%g') AS time", *cells]))
    lines.to_csv(str(folder / "wide.csv"), header=True)
    return series.instants_of(samples) * series.TAGS


def select(connection: duckdb.DuckDBPyConnection, folder: Path) -> duckdb.DuckDBPyRelation:
    """The file's columns are given, and turned into one row a sample by UNPIVOT."""
    rows = connection.read_csv(
        str(folder / "wide.csv"),
        header=True,
        columns={"time": "TIMESTAMP", **dict.fromkeys(_tags(), "DOUBLE")},
    )
    unpivoted = rows.query("wide", "UNPIVOT wide ON COLUMNS(* EXCLUDE time) INTO NAME tag VALUE value")
    return unpivoted.project("tag, make_timestamptz(epoch_us(time)) AS ts_utc, value, time::DATE AS day_utc")


def _tags() -> list[str]:
    return [f"NORTH.LINE{tag % 8 + 1}.UNIT{tag:03d}.PV" for tag in range(series.TAGS)]


INPUT = BenchInput(
    name="wide",
    what="one wide CSV (a column a tag, a line an instant)",
    reader="historian.delimited_wide",
    samples=40_000_000,
    write=write,
    compared_with="wide",
    comparison="DuckDB's own copy of the file, its columns unpivoted",
    aim=2.0,
    select=select,
)
