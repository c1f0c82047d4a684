"""`millrace bench pull` gets the same rows in each way, and says what is missing."""

import importlib.util
import json
import statistics
import subprocess
import sys

import pytest

from orchestration.bench.ingest import Measured
from orchestration.bench.pulls import comparison
from orchestration.bench.pulls.comparison import PullBenchmark, missing


@pytest.mark.slow
def test_the_pull_is_measured_beside_both_exports_of_the_same_rows(tmp_path):
    # In a process of its own: a server of another account is started by a fork, which a grown test process cannot do.
    command = [sys.executable, "-m", "orchestration.cli", "bench", "pull", "--rows", "2000", "--rounds", "2"]
    ran = subprocess.run([*command, "--folder", str(tmp_path), "--json"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    result = PullBenchmark(**told | {"ways": {name: Measured(**way) for name, way in told["ways"].items()}})

    assert (result.rows, result.rows_of_nothing_new) == (2_200, 0)
    pulled, ways = result.ways["pull"].seconds, result.ways
    for name in ("duckdb", "psql"):
        quotients = [ours / theirs for ours, theirs in zip(pulled, ways[name].seconds, strict=True)]
        assert len(quotients) == 2
        assert result.ratios[name] == pytest.approx(statistics.median(quotients))
    assert ways["pull"].peak_memory_bytes > 50 << 20
    assert ways["psql"].processor_seconds[0] > 0
    assert "a pull with nothing new landed 0 rows" in result.as_text()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extension_is_told_with_how_to_install_it(monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        comparison, "find_spec", lambda name: None if name == "duckdb_extension_postgres_scanner" else found(name)
    )
    assert missing() == (
        "duckdb_extension_postgres_scanner is not installed. Install it and measure again: "
        "uv run --group peers millrace bench pull"
    )
