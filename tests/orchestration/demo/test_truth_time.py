"""A stop is open while nothing else is known after it; what the plan leaves out does not end it (kpis.md)."""

from datetime import date

import pytest

from orchestration.demo.outlets import MIXED, as_recorded
from orchestration.demo.simulation import simulate
from orchestration.demo.truth_time import Segment, classify, cut, is_open
from orchestration.demo.working_time import Window

FRIDAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("afterwards", "opened"),
    [
        ([], True),
        ([("unscheduled", 180_000)], True),
        ([("planned", 1_800), ("unscheduled", 180_000)], True),
        ([("unscheduled", 180_000), ("producing", 60)], False),
        ([("planned", 1_800), ("changeover", 600)], False),
        ([("unknown", 60), ("unscheduled", 180_000)], True),
        ([("unknown", 40), ("unscheduled", 180_000), ("unknown", 21)], False),
    ],
)
def test_the_last_stop_before_the_weekend(afterwards: list[tuple[str, int]], opened: bool) -> None:
    segments: list[Segment] = []
    for bucket, seconds in [("producing", 3_600), ("own", 338), *afterwards]:
        start = segments[-1].end if segments else 0
        segments.append(Segment(start, start + seconds, FRIDAY, "night", bucket, None, False, None, None))
    stops = classify(segments, 300)
    assert [(stops[0].kind, stops[0].seconds), is_open(stops[0], segments)] == [("breakdown", 338), opened]


def test_a_stop_between_two_others_is_closed() -> None:
    buckets = ["own", "producing", "own", "producing", "own"]
    segments = [
        Segment(hour * 3_600, hour * 3_600 + 3_600, FRIDAY, "night", bucket, None, False, None, None)
        for hour, bucket in enumerate(buckets)
    ]
    assert [is_open(stop, segments) for stop in classify(segments, 300)] == [False, False, True]


def test_a_fortnight_of_the_demo_ends_with_a_press_that_broke_down_before_the_weekend() -> None:
    sim = as_recorded(simulate(Window(date(2026, 10, 26), date(2026, 11, 8)), 1), MIXED)
    segments = cut(sim, sim.placed["n_l1_press"])
    *others, last = classify(segments, 300)
    assert (last.kind, last.reason, last.day, last.seconds) == ("breakdown", "mechanical", FRIDAY, 506)
    assert is_open(last, segments)
    assert not any(is_open(stop, segments) for stop in others)
