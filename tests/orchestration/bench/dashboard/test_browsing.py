"""Visitors choose what the dashboard has to choose from, and what they waited for is told with what missed its aim."""

from pathlib import Path

import pytest

from dashboard.period import CUSTOM, PRESETS
from dashboard.publication import open_locked
from dashboard.texts import say
from orchestration.bench.dashboard.links import PERIODS, Links
from orchestration.bench.dashboard.page_times import Browsing, PageTimes, percentile


def test_visitors_choose_every_period_that_needs_no_days() -> None:
    assert set(PERIODS) == {*PRESETS} - {CUSTOM}


def test_the_same_seed_draws_the_same_visits_of_places_that_there_are(workspace: Path) -> None:
    with open_locked((workspace / "published" / "millrace.duckdb").resolve()) as connection:
        one, other = Links(connection, seed=3), Links(connection, seed=3)
        sites = {name for (name,) in connection.execute("select distinct site_name from dim_work_unit").fetchall()}
        stops = {stop for (stop,) in connection.execute("select stop_id from fct_stops").fetchall()}
    drawn = [one.filters() for _ in range(50)]
    assert drawn == [other.filters() for _ in range(50)]
    assert {query["site"] for query in drawn} == {*sites, say("all-sites")}
    on_stops = [one.page("stops", query) for query in drawn if "line" in query]
    looked_at = {query["stop"] for query in on_stops if "stop" in query}
    assert looked_at
    assert looked_at <= stops
    assert one.walk(8)[0] == "overview"


def test_95_of_100_values_do_not_exceed_the_95th_percentile() -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], 0.95) == 95.0
    assert percentile([2.0], 0.95) == 2.0


@pytest.fixture
def browsing() -> Browsing:
    return Browsing(
        pages={"overview": PageTimes(3.2, 0.4, 0.9, 41_500), "stops": PageTimes(2.9, 0.8, 1.25, 234_000)},
        visitors=20,
        minutes=2.0,
        pages_seen=1234,
        without_figures=3,
        crowd_p50_s=0.5,
        crowd_p95_s=1.5,
        failures=["stops: OutOfMemoryException", "stops: OutOfMemoryException"],
        memory_bytes=(800 << 20, 880 << 20),
        processors=2,
    )


def test_each_aim_that_was_missed_is_a_sentence(browsing: Browsing) -> None:
    assert browsing.beyond_aim() == [
        "overview: first page of a server 3.20 s, aim at most 3 s",
        "stops: later page, 95 % 1.25 s, aim at most 1 s",
        "stops: OutOfMemoryException",
    ]


def test_the_figures_are_told_in_sentences(browsing: Browsing) -> None:
    assert browsing.as_text().splitlines()[1:] == [
        "overview                   3.20 s         0.40 s   0.90 s      42 kB",
        "stops                      2.90 s         0.80 s   1.25 s     234 kB",
        "20 visitors for 2 minutes, 2 processors: 1,234 pages, median 0.50 s, 95 % 1.50 s, 2 failures, "
        "3 pages without a figure",
        "memory of the server 800 MiB early on, 880 MiB at the end: 1.10 times as much",
    ]
