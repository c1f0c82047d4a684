"""A long CSV, one sample a line: `tag,time,value,quality`, about 60 bytes each."""

from pathlib import Path

import duckdb

from orchestration.bench.inputs import series
from orchestration.bench.inputs.contract import BenchInput


def write(folder: Path, samples: int) -> int:
    """All tags of an instant, then those of the next one."""
    series.connect(samples).sql(
        """
        SELECT
            tag_name(n % $tags) AS tag,
            strftime(time_of(n // $tags), '%Y-%m-%d %H:%M:%S.%g') AS time,
            value_of(n // $tags, n % $tags) AS value,
            CASE WHEN is_bad(n // $tags, n % $tags) THEN 'Bad' ELSE 'Good' END AS quality
        FROM range($samples) AS numbers (n)
        """,
        params={"samples": samples, "tags": series.TAGS},
    ).to_csv(str(folder / "long.csv"), header=True)
    return samples


def select(connection: duckdb.DuckDBPyConnection, folder: Path) -> duckdb.DuckDBPyRelation:
    """The columns are given and the time is parsed without a zone, which is DuckDB's fastest way."""
    rows = connection.read_csv(
        str(folder / "long.csv"),
        header=True,
        columns={"tag": "VARCHAR", "time": "TIMESTAMP", "value": "DOUBLE", "quality": "VARCHAR"},
    )
    return rows.project("tag, make_timestamptz(epoch_us(time)) AS ts_utc, value, quality, time::DATE AS day_utc")


INPUT = BenchInput(
    name="long",
    what="one long CSV (tag,time,value,quality)",
    reader="historian.delimited_long",
    samples=40_000_000,
    write=write,
    compared_with="long",
    comparison="DuckDB's own copy of the file",
    aim=1.5,
    select=select,
)
