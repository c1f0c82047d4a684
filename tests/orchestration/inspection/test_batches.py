"""Aggregates are of the file, however its batches were cut."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.inspection.clock_nights import ClockNights
from orchestration.inspection.counting import Steps
from orchestration.inspection.intervals import Intervals
from orchestration.inspection.quality import Qualities
from orchestration.inspection.repeats import Repeats
from orchestration.inspection.timeline import Timeline
from orchestration.inspection.values import Values
from orchestration.readers.schema import SAMPLES, SCHEMAS


def clock(*parts: int) -> datetime:
    """A time as it stands in a file that states no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


T0 = datetime(2026, 1, 31, tzinfo=UTC)
ROW = st.tuples(
    st.sampled_from(["a", "b"]),
    st.integers(0, 20_000),
    st.one_of(st.integers(0, 50).map(float), st.none()),
    st.sampled_from(["RUN", "STOP", None]),
    st.sampled_from([0, 1, 2]),
    st.sampled_from(["192", None]),
)


def frame(rows: list[tuple[str, int, float | None, str | None, int, str | None]]) -> pl.DataFrame:
    triples = [
        (tag, T0 + timedelta(seconds=at), number, None if number is not None else text, quality, code, index)
        for index, (tag, at, number, text, quality, code) in enumerate(rows)
    ]
    return pl.DataFrame(triples, schema=SCHEMAS[SAMPLES], orient="row")


def told(pieces: list[pl.DataFrame]) -> list[object]:
    values, intervals, steps, qualities = Values(), Intervals(), Steps(), Qualities()
    repeats, timeline, nights = Repeats(), Timeline(), ClockNights()
    for piece in pieces:
        values.add(piece)
        intervals.add(piece)
        steps.add(piece)
        qualities.add(piece)
        repeats.add(piece)
        clock = piece["ts_utc"].dt.replace_time_zone(None)
        timeline.add(clock)
        nights.add(piece["tag"], clock)
    return [
        values.profiles(),
        intervals.profiles(),
        steps.profiles(),
        qualities.codes(),
        repeats.counts(),
        timeline.silences().rows(),
        nights.hints(timeline),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40), st.integers(0, 40))
def test_two_batches_tell_what_one_does(rows: list[tuple[str, int, float, str, int, str]], cut: int) -> None:
    whole = frame(rows)
    pieces = [piece for piece in (whole[:cut], whole[cut:]) if piece.height]
    assert told(pieces) == told([whole])


def test_repeats_are_estimated_when_they_are_too_many_to_keep(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("orchestration.inspection.repeats._MOST_KEPT", 2_000)
    repeats = Repeats()
    rows = [("a", n, float(n), None, 2, None) for n in range(20_000)]
    repeats.add(frame(rows))
    repeats.add(frame(rows[:10_000]))
    counts = repeats.counts()
    assert counts.is_estimate
    assert abs(counts.equal - 10_000) < 2_500
    assert counts.other == 0


def test_a_long_timeline_is_kept_in_coarser_pieces(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("orchestration.inspection.timeline._MOST_PIECES", 100)
    timeline = Timeline()
    times = [clock(2026, 1, 1) + timedelta(minutes=n) for n in range(1000) if not 400 <= n < 500]
    timeline.add(pl.Series(times, dtype=pl.Datetime("us")))
    assert timeline.pieces.height <= 100
    assert timeline.silences().rows() == [(clock(2026, 1, 1, 6, 39), clock(2026, 1, 1, 8, 20), 6060.0)]
