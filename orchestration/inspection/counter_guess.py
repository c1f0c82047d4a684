"""Whether a tag is a counter, and how it ends: proposed with the evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.inspection.counting import USUAL_LIMITS, Drop, StepProfile
from orchestration.inspection.whole_file import TagProfile

_FEW_FALLS = 0.2
_NEAR_ZERO = 0.1
_GAP_TIMES = 20
_LEAST_RISES = 3
_ROOM, _SMALL_ROOM, _SMALL_LIMIT = 2.0, 1.25, 9_999
"""How many times the largest rise a step past a limit may be."""
_SELDOM = 0.01
"""Share of steps that may fall without reaching zero, as a value that somebody corrected."""


@dataclass(frozen=True)
class CounterGuess:
    """How a counter ends: mode and limit as tags.csv has them, and why."""

    mode: str
    rollover_at: float | None
    because: str


def counter_guess(profile: TagProfile, *, is_named_so: bool) -> CounterGuess | None:
    """How a tag counts; None where it does not only rise between falls to near zero. A name makes one rise enough."""
    steps, values = profile.steps, profile.values
    if steps is None or values.least is None or values.most is None or values.least < 0:
        return None
    if steps.rises < (1 if is_named_so else _LEAST_RISES):
        return None
    if steps.falls > _FEW_FALLS * (steps.rises + steps.falls):
        return None
    partial = [drop for drop in steps.drops if is_partial(drop, steps)]
    if partial and steps.falls > _SELDOM * steps.rises:
        return None
    mode, limit, because = _ending(profile, steps, [drop for drop in steps.drops if drop not in partial], values.most)
    if partial:
        first, more = partial[0], _more(len(partial))
        because += (
            f"; but it falls from {first.before:g} to {first.after:g} at {first.at:%Y-%m-%d %H:%M:%S}{more}, "
            f"of which a run would count {first.after:g}: look at that"
        )
    return CounterGuess(mode, limit, because)


def is_partial(drop: Drop, steps: StepProfile) -> bool:
    """Whether a counter falls to somewhere that is not near zero, as neither a rollover nor a reset does."""
    return drop.after > max(_NEAR_ZERO * drop.before, 5 * steps.risen / max(steps.rises, 1))


def passed_limit(
    steps: StepProfile, drops: Sequence[Drop], most: float, median_s: float | None
) -> tuple[int, list[Drop]] | None:
    """The usual limit that most of the drops go past by a step like others, and those that do."""
    for limit in USUAL_LIMITS:
        fitting = [drop for drop in drops if _goes_past(drop, limit, steps.largest_rise, median_s)]
        if fitting and most < limit + 1 and len(fitting) * 2 > len(drops):
            return limit, fitting
    return None


def _ending(profile: TagProfile, steps: StepProfile, drops: list[Drop], most: float) -> tuple[str, float | None, str]:
    """Mode, limit and evidence from drops to near zero."""
    if not drops:
        return "reset", None, "it only rises: how it ends is not seen in this file"
    median_s = profile.intervals.median_s if profile.intervals else None
    passed = passed_limit(steps, drops, most, median_s)
    if passed is not None:
        limit, fitting = passed
        others = len(drops) - len(fitting)
        because = f"it goes on from {fitting[0].before:g} to {fitting[0].after:g}, past {limit}{_more(len(fitting))}"
        return "rollover", float(limit), because + (f"; {others} other drops are resets" if others else "")
    first, times = drops[0], _more(len(drops))
    because = f"it falls from {first.before:g} to {first.after:g}"
    if median_s and first.gap_s > _GAP_TIMES * median_s:
        because += f" after a gap of {first.gap_s:,.0f} s{times}"
    elif times and len({drop.before for drop in drops}) == 1:
        because += f"{times}: if that is its highest value, write rollover and {first.before:g}"
    else:
        because += f", near no usual limit{times}"
    return "reset", None, because


def _goes_past(drop: Drop, limit: int, largest_rise: float, median_s: float | None) -> bool:
    if median_s and drop.gap_s > _GAP_TIMES * median_s:
        return False
    # A small limit is met by chance, as by orders of 250 units.
    room = _ROOM if limit > _SMALL_LIMIT else _SMALL_ROOM
    return drop.before < limit + 1 and limit + 1 - drop.before + drop.after <= max(room * largest_rise, 1)


def _more(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""
