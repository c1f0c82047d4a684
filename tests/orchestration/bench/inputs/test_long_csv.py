"""The long CSV of the ingest benchmark."""

from orchestration.bench.inputs import long_csv


def test_a_line_is_a_sample_and_the_times_are_spread_over_two_days(tmp_path):
    assert long_csv.write(tmp_path, 1_000) == 1_000

    lines = (tmp_path / "long.csv").read_text().splitlines()
    assert len(lines) == 1_001
    assert lines[0] == "tag,time,value,quality"
    assert lines[1].startswith("NORTH.LINE1.UNIT000.PV,2026-03-02 00:00:00.000,")
    assert lines[-1].split(",")[1] == "2026-03-03 14:24:00.000"
