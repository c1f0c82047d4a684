"""What machines' own words for their states mean: MTConnect, PackML, and usual words in English and German."""

import re

_WORDS: dict[str, tuple[str, ...]] = {
    "running": (
        "active run running runs execute executing producing production produce auto automatic",
        "working cutting in_cycle on",
        "automatik automatikbetrieb betrieb in_betrieb lauf läuft laeuft produktion produziert arbeitet ein",
    ),
    "stopped": (
        "stop stopped stopping halt halted interrupted feed_hold program_stopped program_completed",
        "optional_stop wait ready",
        "idle held holding unholding abort aborted aborting clearing complete completed completing resetting starting",
        "fault faulted error alarm failure down breakdown power_loss emergency_stop",
        "e_stop estop standby manual paused waiting",
        "störung stoerung gestört gestoert fehler gestoppt stillstand steht defekt not_halt nothalt bereit hand",
        "handbetrieb wartet",
    ),
    "changeover": (
        "setup set_up setting_up changeover change_over cleaning",
        "rüsten ruesten umrüsten umruesten einrichten reinigung",
    ),
    "blocked": ("blocked full downstream_full blockiert stau rückstau rueckstau",),
    "starved": (
        "starved starving suspended suspending unsuspending no_material wait_material",
        "waiting_for_material materialmangel",
    ),
    "planned": ("break pause maint maintenance planned meeting lunch wartung geplant",),
    "off": ("off power_off aus ausgeschaltet abgeschaltet",),
    "unknown": ("unavailable unknown undefined offline disconnected unbekannt",),
}
_STATES = {word: state for state, lines in _WORDS.items() for line in lines for word in line.split()}

PACKML = {**dict.fromkeys(range(1, 18), "stopped"), 5: "starved", 6: "running", 13: "starved", 14: "starved"}
"""PackML's StateCurrent (ISA-TR88.00.02): 6 is Execute, 5 Suspended, 13 and 14 the way there and back."""


def state_of(word: str) -> str | None:
    """What a raw state probably means; None where the word is not known."""
    return _STATES.get(re.sub(r"[^\w]+", "_", word.strip().lower()).strip("_"))


def known_share(words: list[str]) -> float:
    """Share of the words that are known as states."""
    return sum(state_of(word) is not None for word in words) / len(words) if words else 0.0
