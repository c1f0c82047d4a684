"""What an input of the ingest benchmark is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class BenchInput:
    """One kind of export at volume, and the comparison beside it.

    name: as `--format` takes it. what: the files in a few words. reader, options: of the source that loads them.
    samples: how many by default. write: puts files with about that many samples into an empty folder and returns their
    number, the same files for the same number. compared_with: the name of the input whose files the comparison takes;
    its own where DuckDB reads them. select: those samples as a relation that has `day_utc`, by DuckDB's usual reader at
    its fastest; without it they are ingested. comparison: that in a few words. aim: the most that ingest / comparison
    is to be. aim_mb_per_s: the least of the input that is to be read in a second.
    """

    name: str
    what: str
    reader: str
    samples: int
    write: Callable[[Path, int], int]
    compared_with: str
    comparison: str
    aim: float | None = None
    aim_mb_per_s: float | None = None
    select: Callable[[duckdb.DuckDBPyConnection, Path], duckdb.DuckDBPyRelation] | None = None
    options: Mapping[str, object] = field(default_factory=dict)
