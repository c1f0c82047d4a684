"""A file that tells a tag's instant twice is always found; one in order is not suspected."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.lake.repeats import RepeatWatch

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
Sample = tuple[str, int]


def watch(samples: list[Sample], frame: int) -> bool:
    """Whether samples, as (tag, second) and in frames of so many rows, are suspected."""
    found = RepeatWatch()
    for start in range(0, len(samples), frame):
        part = samples[start : start + frame]
        tags, times = [tag for tag, _ in part], [BEGIN + timedelta(seconds=second) for _, second in part]
        found.add(
            pl.DataFrame({"tag": tags, "ts_utc": times}).with_columns(pl.col("ts_utc").cast(pl.Datetime("us", "UTC")))
        )
    return found.may_repeat


ORDERS = {
    "instant by instant": [(tag, second) for second in range(9) for tag in "abcd"],
    "newest first": [(tag, second) for second in reversed(range(9)) for tag in "abcd"],
    "tag by tag": [(tag, second) for tag in "abcd" for second in range(9)],
}


@pytest.mark.parametrize("frame", [1, 3, 5, 7, 100])
@pytest.mark.parametrize("order", ORDERS)
def test_files_in_order_are_not_suspected(order: str, frame: int) -> None:
    assert not watch(ORDERS[order], frame)


@given(
    samples=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 12)), max_size=30),
    frame=st.integers(1, 8),
    order=st.sampled_from([None, *ORDERS]),
)
def test_a_repeated_instant_is_always_found(samples: list[Sample], frame: int, order: str | None) -> None:
    if order == "instant by instant":
        samples = sorted(samples, key=lambda sample: sample[1])
    elif order == "newest first":
        samples = sorted(samples, key=lambda sample: -sample[1])
    elif order == "tag by tag":
        samples = sorted(samples)
    if max(Counter(samples).values(), default=0) > 1:
        assert watch(samples, frame)
