"""Tags as rows of tags.csv and raw states as rows of states.csv: one tag a work unit and signal, the rest told."""

from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.inspection.names import divided, identifier, words_of
from orchestration.inspection.signals import Guess, guess_signal
from orchestration.inspection.state_words import PACKML, state_of
from orchestration.inspection.whole_file import TagProfile


@dataclass(frozen=True)
class MappedTag:
    """A tag and what it probably is.

    machine: as its name calls it, else the source; work_unit: the id that it is proposed for. is_proposed: whether it
    becomes a row; it does not where nothing speaks for a signal, or another tag says the same of the unit and has more
    for it.
    """

    profile: TagProfile
    machine: str
    work_unit: str
    guess: Guess
    is_proposed: bool
    state_set: str | None = None


@dataclass(frozen=True)
class MappedState:
    """A raw state and what it probably means; is_known: whether its word says so, else it is `unknown`."""

    state_set: str
    raw_state: str
    state: str
    samples: int
    is_known: bool


@dataclass(frozen=True)
class UnitNames:
    """The work units that there are, by every name they have (folded); only: the one there is, if it is one."""

    ids: Mapping[str, str]
    only: str | None = None


def map_tags(tags: tuple[TagProfile, ...], source: str, units: UnitNames) -> tuple[MappedTag, ...]:
    """Guess all tags of a file, in its order."""
    machines = _machines(tags)
    guessed = [
        (profile, _unit(machines[profile.tag], source, units), guess_signal(profile, divided(profile.tag)[1]))
        for profile in tags
    ]
    best: dict[tuple[str, str], TagProfile] = {}
    strength: dict[tuple[str, str], tuple[int, int]] = {}
    for profile, unit, guess in guessed:
        if guess.signal is None:
            continue
        key, weight = (unit, guess.signal), (guess.strength, _changes(profile))
        if key not in best or weight > strength[key]:
            best[key], strength[key] = profile, weight
    return tuple(
        MappedTag(
            profile,
            machines[profile.tag] or source,
            unit,
            guess,
            guess.signal is not None and best[unit, guess.signal] is profile,
            _state_set(profile, source) if guess.signal == "state" else None,
        )
        for profile, unit, guess in guessed
    )


def map_states(tags: tuple[MappedTag, ...]) -> tuple[MappedState, ...]:
    """The raw states of the proposed state tags."""
    counts: dict[tuple[str, str], int] = {}
    packml: set[str] = set()
    for tag in tags:
        if not tag.is_proposed or tag.state_set is None:
            continue
        values = tag.profile.values
        raw = {
            **values.distinct_texts,
            **values.bad_texts,
            **{f"{code:g}": n for code, n in values.distinct_numbers.items()},
        }
        if {"packml", "statecurrent"} & {*words_of(tag.profile.tag), "".join(words_of(tag.profile.tag)[-2:])}:
            packml.add(tag.state_set)
        for word, count in raw.items():
            if word.strip():
                key = (tag.state_set, word.strip())
                counts[key] = counts.get(key, 0) + count
    states = []
    for (state_set, word), count in counts.items():
        code = int(word) if state_set in packml and word.isdigit() else None
        state = PACKML.get(code) if code is not None else state_of(word)
        states.append(MappedState(state_set, word, state or "unknown", count, state is not None))
    return tuple(sorted(states, key=lambda one: (one.state_set, -one.samples, one.raw_state)))


def _machines(tags: tuple[TagProfile, ...]) -> dict[str, str | None]:
    """Each tag's machine: the last part of its path, or all of it where two paths end alike."""
    paths = {profile.tag: divided(profile.tag)[0] for profile in tags}
    ends: dict[str, set[tuple[str, ...]]] = {}
    for path in paths.values():
        if path:
            ends.setdefault(path[-1].casefold(), set()).add(path)
    return {
        tag: None if not path else path[-1] if len(ends[path[-1].casefold()]) == 1 else " ".join(path)
        for tag, path in paths.items()
    }


def _unit(machine: str | None, source: str, units: UnitNames) -> str:
    if machine is None:
        return units.only or source
    return units.ids.get(machine.casefold()) or units.ids.get(identifier(machine)) or identifier(machine)


def _changes(profile: TagProfile) -> int:
    steps = profile.steps
    return steps.rises + steps.falls if steps else profile.values.texts


def _state_set(profile: TagProfile, source: str) -> str:
    """Texts of a source mean the same on all its machines; numbers may mean something else on each kind."""
    if profile.values.texts > profile.values.numbers:
        return source
    return f"{source}_{identifier(divided(profile.tag)[1])}"
