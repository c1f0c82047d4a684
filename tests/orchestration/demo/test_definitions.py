"""The simulator's own reading of kpis.md, on examples worked out by hand."""

from datetime import date
from itertools import pairwise

import pytest

from orchestration.demo.truth_counts import Productive, increments
from orchestration.demo.truth_shifts import Parts, add, ratios
from orchestration.demo.truth_time import Segment, classify

DAY = date(2026, 11, 2)


def timeline(*pieces: tuple[int, str]) -> list[Segment]:
    """Segments of these lengths and buckets, side by side from 0."""
    starts = [0]
    for length, _ in pieces:
        starts.append(starts[-1] + length)
    return [
        Segment(start, end, DAY, "early", bucket, None, False, None, None)
        for (start, end), (_, bucket) in zip(pairwise(starts), pieces, strict=True)
    ]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(300, "own")], [("minor_stop", 300)]),
        ([(301, "own")], [("breakdown", 301)]),
        # Planned and unscheduled time neither ends a stop nor counts.
        ([(120, "own"), (1800, "planned"), (150, "own")], [("minor_stop", 270)]),
        ([(200, "own"), (9000, "unscheduled"), (200, "own")], [("breakdown", 400)]),
        # A gap of 60 s is bridged, one of 61 s splits; the gap itself does not count.
        ([(200, "own"), (60, "unknown"), (200, "own")], [("breakdown", 400)]),
        ([(200, "own"), (61, "unknown"), (200, "own")], [("minor_stop", 200), ("minor_stop", 200)]),
        ([(200, "own"), (30, "unknown"), (200, "external")], [("minor_stop", 200), ("external", 200)]),
        ([(200, "own"), (1, "producing"), (200, "own")], [("minor_stop", 200), ("minor_stop", 200)]),
        ([(200, "own"), (900, "changeover"), (200, "own")],
         [("minor_stop", 200), ("changeover", 900), ("minor_stop", 200)]),
    ],
)  # fmt: skip
def test_a_stop_is_one_whole_event(pieces: list[tuple[int, str]], expected: list[tuple[str, int]]) -> None:
    assert [(stop.kind, stop.seconds) for stop in classify(timeline(*pieces), 300)] == expected


def test_every_piece_of_a_stop_has_the_kind_of_the_whole() -> None:
    segments = timeline((200, "own"), (60, "unknown"), (200, "own"))
    classify(segments, 300)
    assert [segment.bucket for segment in segments] == ["breakdown", "unknown", "breakdown"]


def test_units_are_made_when_their_share_of_productive_time_has_passed() -> None:
    segments = timeline((30, "producing"), (100, "minor_stop"), (30, "unknown"), (40, "producing"))
    # 10 units over 100 productive seconds: one each 10 s.
    assert Productive(segments).lay([(0, 200, 10)]) == [3, 0, 3, 4]
    # 3 units over the same: made after 33.3, 66.7 and 100 s.
    assert Productive(segments).lay([(0, 200, 3)]) == [0, 0, 1, 2]
    # Units of an interval without productive time are made at its end.
    assert Productive(segments).lay([(40, 130, 2)]) == [0, 2, 0, 0]
    # A unit due exactly where two segments meet belongs to the first.
    assert Productive(segments).lay([(0, 160, 2)]) == [1, 0, 1, 0]


def test_counters_roll_over_or_are_reset_and_bad_samples_do_not_count() -> None:
    samples = [(0, 65530, True), (60, 65535, True), (90, 0, False), (120, 2, True), (180, 2, True)]
    assert increments(samples, "rollover", 65535) == [(0, 60, 5), (60, 120, 3)]
    assert increments([(0, 40, True), (60, 41, True), (90, 0, True), (120, 2, True)], "reset", 0) == [
        (0, 60, 1), (60, 90, 0), (90, 120, 2),
    ]  # fmt: skip


def test_a_roll_up_adds_parts_and_divides_once() -> None:
    # kpis.md, published example 2: 80 % and 45 % together are 53.75 %.
    first = Parts(calendar_s=6000, producing_s=5400, good_s=4800, speed_loss_s=600)
    second = Parts(calendar_s=18000, producing_s=9000, good_s=8100, quality_loss_s=900)
    assert ratios(*add([first]))["oee"] == pytest.approx(0.80)
    assert ratios(*add([second]))["oee"] == pytest.approx(0.45)
    assert ratios(*add([first, second]))["oee"] == pytest.approx(0.5375)


def test_shifts_with_unrated_time_stay_out_of_oee_but_not_out_of_availability() -> None:
    rated = Parts(calendar_s=1000, producing_s=800, good_s=700)
    unrated = Parts(calendar_s=3000, producing_s=1200, unrated_s=1200)
    found = ratios(*add([rated, unrated]))
    assert found["oee"] == pytest.approx(0.7)
    assert found["availability"] == pytest.approx(0.5)
    assert found["measured_share"] == pytest.approx(0.25)
    assert ratios(*add([unrated]))["oee"] is None
