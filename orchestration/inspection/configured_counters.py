"""Counters whose loaded values end otherwise than tags.csv says: what a run would count wrongly."""

from collections.abc import Iterable, Iterator, Mapping

from orchestration.inspection.counter_guess import is_partial, passed_limit
from orchestration.inspection.counting import StepProfile
from orchestration.plant.check import Notice
from orchestration.plant.rows import Tag

_FAR = 10
"""Times of a counter's largest rise past which a step over its limit is not believed here."""


def counter_notices(tags: Iterable[Tag], profiles: Mapping[str, StepProfile]) -> Iterator[Notice]:
    """What is probably not meant, of the counters of one source with their profiles by tag."""
    for tag in tags:
        steps = profiles.get(tag.tag)
        if steps is None or not steps.drops or tag.counter_mode is None:
            continue
        found = _of_reset(steps) if tag.counter_mode == "reset" else _of_rollover(steps, tag.rollover_at or 0.0)
        if found is not None:
            yield Notice(tag.tag, *found)


def _of_reset(steps: StepProfile) -> tuple[str, str] | None:
    passed = passed_limit(steps, steps.drops, max(drop.before for drop in steps.drops), None)
    if passed is not None:
        limit, (drop, *more) = passed
        message = (
            f"its counter_mode is reset, but it goes on from {drop.before:g} to {drop.after:g}, past {limit} "
            f"({len(more) + 1} lately): what it counts up to the limit is lost each time."
        )
        return message, f"Write counter_mode 'rollover' and rollover_at {limit} in tags.csv."
    partial = [drop for drop in steps.drops if is_partial(drop, steps)]
    if partial:
        drop = partial[0]
        message = (
            f"it falls from {drop.before:g} to {drop.after:g} at {drop.at:%Y-%m-%d %H:%M:%S} UTC "
            f"({len(partial)} such drops lately), which counts {drop.after:g} as after a reset."
        )
        return message, "If it is no counter, correct its signal in tags.csv; else have its source corrected."
    return None


def _of_rollover(steps: StepProfile, limit: float) -> tuple[str, str] | None:
    for drop in steps.drops:
        wrapped = limit + 1 - drop.before + drop.after
        if drop.before > limit:
            message = f"it reads {drop.before:g}, past its rollover_at {limit:g}."
            return message, "Write the highest value that it shows as rollover_at in tags.csv."
        if wrapped <= limit / 2 and wrapped > _FAR * max(steps.largest_rise, 1.0):
            message = (
                f"it falls from {drop.before:g} to {drop.after:g} at {drop.at:%Y-%m-%d %H:%M:%S} UTC, which counts "
                f"{wrapped:g} with its rollover_at {limit:g}, where its other steps are at most {steps.largest_rise:g}."
            )
            return (
                message,
                "Correct rollover_at in tags.csv, or write counter_mode 'reset' if somebody sets it to zero.",
            )
    return None
