"""The lake's benchmark on a small lake: sorted days answer with the same rows, and its sizes are those of the files."""

from pathlib import Path

import pytest

from orchestration.bench.lake import LakeBenchmark, bench_lake


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> LakeBenchmark:
    folder = tmp_path_factory.mktemp("bench")
    result = bench_lake(rows=400_000, days=5, folder=folder, questions=2)
    assert list(Path(folder).iterdir()) == []
    return result


def test_each_question_gives_the_whole_day_of_one_tag(result: LakeBenchmark) -> None:
    assert (result.rows_a_day, result.days, result.rows_answered) == (400_000, 5, 2_000)


def test_the_figures_are_told_with_their_comparison(result: LakeBenchmark) -> None:
    assert 0 < result.sorted_bytes_per_sample <= 6
    assert result.compaction_peak_memory_bytes < 2 << 30
    text = result.as_text()
    assert "5 days of 400,000 rows" in text
    assert text.count("unsorted") == 3
