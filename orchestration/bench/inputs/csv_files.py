"""The long CSV's samples in many small files, beside the same in a few."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from orchestration.bench.inputs import series
from orchestration.bench.inputs.contract import BenchInput

_SMALL_FILE, _FEW_FILES = 1_000, 10
_HEADER = "tag,time,value,quality\n"
_FETCHED = 100


def _write(samples_of: Callable[[int], int], folder: Path, samples: int) -> int:
    each = samples_of(samples)
    texts = series.connect(samples).sql(
        """
        SELECT n // $each AS file, string_agg(
            tag_name(n % $tags) || ',' || strftime(time_of(n // $tags), '%Y-%m-%d %H:%M:%S.%g') || ','
            || value_of(n // $tags, n % $tags) || ','
            || CASE WHEN is_bad(n // $tags, n % $tags) THEN 'Bad' ELSE 'Good' END || chr(10), '' ORDER BY n)
        FROM range($samples) AS numbers (n) GROUP BY 1
        """,
        params={"samples": samples, "tags": series.TAGS, "each": each},
    )
    while rows := texts.fetchmany(_FETCHED):
        for number, text in rows:
            (folder / f"export_{number:06d}.csv").write_text(_HEADER + text, encoding="utf-8")
    return samples


SMALL = BenchInput(
    name="small-files",
    what="long CSVs of 1,000 samples each",
    reader="historian.delimited_long",
    samples=10_000_000,
    write=partial(_write, lambda _samples: _SMALL_FILE),
    compared_with="few-files",
    comparison="an ingest of the same samples in 10 files",
    aim=3.0,
)

FEW = BenchInput(
    name="few-files",
    what="ten long CSVs",
    reader="historian.delimited_long",
    samples=10_000_000,
    write=partial(_write, lambda samples: -(-samples // _FEW_FILES)),
    compared_with="long",
    comparison="DuckDB's own copy of the same samples in one file",
    aim=1.5,
)
