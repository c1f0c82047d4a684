"""The inputs of `millrace bench ingest --format …`, one module an input: its files, and what is compared with it."""

from orchestration.bench.inputs import csv_files, line_protocol, long_csv, pi_json, streams_xml, wide_csv
from orchestration.bench.inputs.contract import BenchInput

_ALL = (
    long_csv.INPUT,
    wide_csv.INPUT,
    csv_files.FEW,
    csv_files.SMALL,
    streams_xml.INPUT,
    pi_json.INPUT,
    line_protocol.INPUT,
)

INPUTS: dict[str, BenchInput] = {one.name: one for one in _ALL}
"""By the name that `--format` takes."""
