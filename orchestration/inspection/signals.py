"""What each tag probably is: a signal of tags.csv, guessed from its name and from what its values do."""

from dataclasses import dataclass
from typing import Any

from orchestration.inspection.counter_guess import CounterGuess, counter_guess
from orchestration.inspection.names import NameHint, name_hint, scale_of
from orchestration.inspection.state_words import known_share
from orchestration.inspection.whole_file import TagProfile

_MOST_STATES = 40
_MOST_CODES = 20
_STATE_WORDS_SHARE = 0.5
_MODES = frozenset({"mode", "modus", "betriebsart"})
"""Names of how a machine is run, which says less of its state than its execution does."""
_COUNTS = ("rework_count", "reject_count", "good_count", "total_count")


@dataclass(frozen=True)
class Guess:
    """signal: of tags.csv, None where nothing speaks for one. because: why, as a phrase. strength: 3 for name and
    values, 2 for values alone, 1 for a name alone. columns: further columns of tags.csv."""

    signal: str | None
    because: str
    strength: int = 0
    columns: tuple[tuple[str, Any], ...] = ()


def guess_signal(profile: TagProfile, leaf: str) -> Guess:
    """The signal of a tag; `leaf` is what of its name says what it is."""
    hint = name_hint(leaf)
    values = profile.values
    if not values.numbers and not values.texts:
        if "state" in hint.signals and values.bad_texts:
            return Guess("state", f"its name has {hint.signals['state']!r}; the file has no usable value of it", 1)
        return Guess(None, "it has no usable value in this file")
    if values.texts > values.numbers:
        return _of_texts(profile, hint)
    return _of_numbers(profile, hint, leaf)


def _of_texts(profile: TagProfile, hint: NameHint) -> Guess:
    values = profile.values
    words = list(values.distinct_texts)
    few = not values.has_more_texts and len(words) <= _MOST_STATES
    shown = ", ".join(words[:4]) + (", …" if len(words) > 4 else "")
    states = [word for word in words if word.upper() != "UNAVAILABLE"]
    if few and states and known_share(states) >= _STATE_WORDS_SHARE:
        word = hint.signals.get("state")
        strength = 2 if word is None else 1 if word in _MODES else 3
        return Guess("state", f"its texts are words for states ({shown})", strength)
    for signal in ("order", "product"):
        if signal in hint.signals:
            return Guess(signal, f"its name has {hint.signals[signal]!r}, and its values are texts ({shown})", 1)
    if few and "state" in hint.signals:
        return Guess("state", f"its name has {hint.signals['state']!r}, and its texts are few ({shown})", 1)
    return Guess(None, f"nothing tells what its texts mean ({shown})")


def _of_numbers(profile: TagProfile, hint: NameHint, leaf: str) -> Guess:
    values, signals = profile.values, hint.signals
    counter = counter_guess(profile, is_named_so=not signals.keys().isdisjoint({*_COUNTS, "energy"}))
    is_whole = values.fractions == 0
    if counter is not None and hint.is_time_meter and "energy" not in signals:
        return Guess(None, "it rises as a meter of time or way does, which is no count of units")
    if counter is not None and "energy" in signals and not any(name in signals for name in _COUNTS[:3]):
        factor, unit = scale_of(leaf)
        return _counter("energy", counter, f"its name has {signals['energy']!r}", 3, unit or "kWh", factor)
    if counter is not None and is_whole:
        named = next((name for name in _COUNTS if name in signals), None)
        if named:
            return _counter(named, counter, f"its name has {signals[named]!r}", 3, "pcs")
        if "order" not in signals and "state" not in signals and len(values.distinct_numbers) != 2:
            return _counter("total_count", counter, "its values are whole numbers", 2, "pcs")
    if "power" in signals:
        factor, unit = scale_of(leaf)
        scale = (("scale", factor),) if factor else ()
        return Guess(
            "power",
            f"its name has {signals['power']!r}, and its values go up and down",
            1,
            (*scale, ("unit", unit or "kW")),
        )
    if "speed" in signals and signals.keys().isdisjoint(_COUNTS[:3]):
        return Guess("speed", f"its name has {signals['speed']!r}, and its values are numbers", 1)
    codes = values.distinct_numbers
    if "state" in signals and is_whole and 0 < len(codes) <= _MOST_CODES:
        shown = ", ".join(f"{code:g}" for code in sorted(codes)[:8])
        return Guess("state", f"its name has {signals['state']!r}, and its values are few whole numbers ({shown})", 2)
    for signal in ("order", "product"):
        if signal in signals and is_whole and not hint.is_time_meter and _changes_seldom(profile):
            return Guess(signal, f"its name has {signals[signal]!r}, and its numbers change seldom", 1)
    named = next((name for name in (*_COUNTS, "energy") if name in signals), None)
    if named:
        never = profile.steps is None or not (profile.steps.rises or profile.steps.falls)
        does = "its value never changes in this file" if never else "its values do not rise as a counter's do"
        return Guess(None, f"its name has {signals[named]!r}, but {does}")
    return Guess(None, "neither its name nor its values tell")


def _counter(
    signal: str, counter: CounterGuess, named: str, strength: int, unit: str, factor: float | None = None
) -> Guess:
    columns: list[tuple[str, Any]] = [("counter_mode", counter.mode), ("unit", unit)]
    if factor:
        columns.append(("scale", factor))
    if counter.rollover_at is not None:
        columns.append(("rollover_at", counter.rollover_at))
    return Guess(signal, f"{named}, and it counts: {counter.because}", strength, tuple(columns))


def _changes_seldom(profile: TagProfile) -> bool:
    steps = profile.steps
    return (
        steps is None
        or (steps.rises + steps.falls) <= (steps.rises + steps.falls + steps.rest) / 5
        or bool(profile.values.distinct_numbers)
    )
