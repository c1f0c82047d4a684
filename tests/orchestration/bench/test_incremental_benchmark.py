"""`millrace bench incremental` runs what it measures: days one after the other, and a run with nothing new."""

import json
from pathlib import Path

import pytest

from orchestration.bench.incremental import bench_incremental


@pytest.mark.slow
def test_one_more_day_is_run_behind_both_and_nothing_new_starts_no_transform(tmp_path: Path) -> None:
    told: list[str] = []
    result = bench_incremental(days=14, folder=tmp_path, rounds=1, say=told.append)
    assert result.samples > 14 * 10_000
    assert (len(result.behind_history_s), len(result.behind_week_s)) == (1, 1)
    assert result.ratio == result.behind_history_s[0] / result.behind_week_s[0]
    assert not result.nothing_new_transforms
    assert result.nothing_new_s < min(result.behind_history_s + result.behind_week_s)
    assert "no transform was started" in result.as_text()
    assert json.loads(result.as_json())["history_days"] == 14
    assert told[-1] == "One more day, 2026-11-08, behind a week."
    assert list(tmp_path.iterdir()) == []
