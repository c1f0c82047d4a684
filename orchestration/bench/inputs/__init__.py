"""The inputs of `millrace bench ingest --format …`, one module an input: its files, and what is compared with it."""

from orchestration.bench.inputs import long_csv, wide_csv
from orchestration.bench.inputs.contract import BenchInput

INPUTS: dict[str, BenchInput] = {one.name: one for one in (long_csv.INPUT, wide_csv.INPUT)}
"""By the name that `--format` takes."""
