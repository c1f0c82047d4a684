"""The ingest benchmark measures both ways on the same file and cleans up after itself."""

import hashlib

import pytest

from orchestration.bench.ingest import IngestBenchmark, bench_ingest
from orchestration.bench.long_csv import write_long_csv


def test_the_file_is_the_same_each_time(tmp_path):
    digests = []
    for name in ("a.csv", "b.csv"):
        write_long_csv(tmp_path / name, 1_000)
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert digests[0] == digests[1]
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert len(lines) == 1_001
    assert lines[0] == "tag,time,value,quality"
    assert lines[1].startswith("NORTH.LINE1.UNIT000.PV,2026-03-02 00:00:00.000,")
    assert lines[-1].split(",")[1] == "2026-03-03 14:24:00.000"


@pytest.mark.slow
def test_a_run_gives_all_figures_and_leaves_nothing(tmp_path):
    result = bench_ingest(20_000, tmp_path)

    assert isinstance(result, IngestBenchmark)
    assert result.rows == 20_000
    assert result.ratio == pytest.approx(result.ingest_seconds / result.copy_seconds)
    assert 0 < result.bytes_per_sample < 20
    assert result.ingest_peak_memory_bytes > 50 << 20
    assert list(tmp_path.iterdir()) == []
    assert "bytes a sample" in result.as_text()
