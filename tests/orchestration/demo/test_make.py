"""The demo workspace as a whole: the same bytes for the same seed, modest size, the right window."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from orchestration.demo import Truth, make_demo
from orchestration.demo.simulation import simulate
from orchestration.demo.working_time import Window, last_full_day


def hashes(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "truth" not in path.relative_to(root).parts
    }


def test_the_same_seed_gives_the_same_bytes_and_the_same_truth(tmp_path: Path) -> None:
    first = make_demo(tmp_path / "a", end=date(2026, 11, 8), days=14, seed=3)
    make_demo(tmp_path / "b", end=date(2026, 11, 8), days=14, seed=3)
    assert hashes(tmp_path / "a") == hashes(tmp_path / "b")
    again = Truth.read(tmp_path / "b" / "truth")
    assert first.unit_shifts.equals(again.unit_shifts)
    assert first.stops.equals(again.stops)


def test_another_seed_gives_another_plant() -> None:
    window = Window(date(2026, 10, 26), date(2026, 11, 8))
    presses = [simulate(window, seed).histories["n_l1_press"].parts for seed in (1, 2)]
    assert presses[0] != presses[1]


def test_a_window_too_short_for_the_oddities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 14 days"):
        make_demo(tmp_path, days=7)


@pytest.mark.parametrize("weekday", range(7))
def test_every_weekday_can_end_the_shortest_window(weekday: int) -> None:
    end = date(2026, 11, 8) + timedelta(days=weekday)
    sim = simulate(Window(end - timedelta(days=13), end), 7)
    assert len(sim.histories) == 8


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 22, 1, 14, tzinfo=UTC), date(2026, 11, 20)),  # 02:14 in Berlin: the 21st still runs
        (datetime(2026, 11, 22, 4, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 22, 5, 0, tzinfo=UTC), date(2026, 11, 21)),  # 06:00 in Berlin
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 21)),
    ],
)
def test_the_window_ends_with_the_last_production_day_that_has_ended(now: datetime, expected: date) -> None:
    assert last_full_day(now) == expected


def test_files_are_modest_in_size(demo) -> None:
    assert sum(len(delivery.content) for delivery in demo.deliveries) < 80_000_000
    samples = sum(len(found) for feed in demo.sim.feeds.values() for found in feed.samples.values())
    assert 500_000 < samples < 1_500_000


def test_every_tag_is_sampled_at_both_edges_of_the_window(demo) -> None:
    for feed in demo.sim.feeds.values():
        for tag, samples in feed.samples.items():
            assert (samples[0][0], samples[-1][0]) == feed.edges, tag
            assert all(a[0] < b[0] for a, b in pairwise(samples)), tag


def test_no_counter_rolls_over_while_its_historian_is_silent(demo) -> None:
    # A drop after a gap would be a reset by definition: the demo keeps clear of that doubt.
    for feed in demo.sim.feeds.values():
        for start, end in feed.silences:
            for tag in feed.tags.values():
                if tag.signal and tag.signal.endswith("_count"):
                    samples = feed.samples[tag.tag]
                    before = next(value for at, value, _ in reversed(samples) if at <= start)
                    after = next(value for at, value, _ in samples if at >= end)
                    assert isinstance(before, int)
                    assert isinstance(after, int)
                    assert before <= after, tag.tag


def test_the_truth_survives_writing_and_reading(demo, tmp_path: Path) -> None:
    demo.truth.write(tmp_path)
    assert Truth.read(tmp_path).rollups.equals(demo.truth.rollups)
    assert pl.read_parquet(tmp_path / "files.parquet").height == len(demo.deliveries)
