"""The ingest benchmark measures both ways on the same samples and cleans up after itself."""

import json
import statistics

import pytest

from orchestration.bench.ingest import bench_ingest


@pytest.mark.slow
@pytest.mark.parametrize("name", ["long", "wide", "xml", "json", "lines"])
def test_a_run_gives_all_figures_and_leaves_nothing(name, tmp_path):
    result = bench_ingest(name, 20_000, 2, tmp_path)

    assert (result.format, result.samples, result.files) == (name, 20_000, 1)
    quotients = [a / b for a, b in zip(result.ingest.seconds, result.comparison.seconds, strict=True)]
    assert len(quotients) == 2
    assert result.ratio == pytest.approx(statistics.median(quotients))
    assert 0 < result.bytes_per_sample < 30
    assert result.ingest.peak_memory_bytes > 50 << 20
    assert list(tmp_path.iterdir()) == []
    assert "bytes a sample" in result.as_text()
    assert json.loads(result.as_json())["ingest"]["seconds"] == result.ingest.seconds


@pytest.mark.slow
def test_small_files_are_compared_with_an_ingest_of_the_same_samples_in_ten(tmp_path):
    result = bench_ingest("small-files", 20_000, 1, tmp_path)

    assert (result.samples, result.files) == (20_000, 20)
    assert result.comparison.peak_memory_bytes > 50 << 20
    assert "ratio" in result.as_text()
