"""The wide CSV of the ingest benchmark."""

import csv

from orchestration.bench.inputs import long_csv, wide_csv


def test_a_line_is_an_instant_with_the_values_of_the_long_file(tmp_path):
    assert wide_csv.write(tmp_path, 1_000) == 1_000
    long_csv.write(tmp_path, 1_000)

    with (tmp_path / "wide.csv").open(newline="") as file:
        header, *lines = csv.reader(file)
    assert len(lines) == 5
    assert header[:2] == ["time", "NORTH.LINE1.UNIT000.PV"]
    wide = {(tag, line[0]): value for line in lines for tag, value in zip(header[1:], line[1:], strict=True)}
    with (tmp_path / "long.csv").open(newline="") as file:
        assert wide == {(row["tag"], row["time"]): row["value"] for row in csv.DictReader(file)}
