"""What the names of tags say, in English and German: the signal, the unit, and the machine."""

import re
from dataclasses import dataclass
from itertools import pairwise

PATH_MARKS = "./\\:|"
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöüß])")

_SIGNALS: dict[str, tuple[str, ...]] = {
    "rework_count": (r"rework\w*|nacharbeit\w*",),
    "reject_count": (
        r"reject\w*|scrap\w*|nok|bad|defect\w*|faulty|waste",
        r"ausschu(ss|ß)\w*|schrott\w*|nio|niok|schlecht\w*|fehlteile?",
    ),
    "good_count": (r"good\w*|ok|yield|accepted|passed", r"gut|gutteile?\w*|gutmenge|gutst(ü|ue)ck\w*|io"),
    "energy": (r"energy\w*|[km]?wh|consumption", r"energie\w*|wirkarbeit|verbrauch|stromz(ä|ae)hler"),
    "total_count": (
        r"total\w*|count\w*|parts?|partcount\w*|pieces?|pcs|produced|output|cycles?|qty|quantity",
        r"st(ü|ue)ck\w*|teile\w*|z(ä|ae)hler\w*|gesamt\w*|menge|hub|h(ü|ue)be",
    ),
    "power": (r"power|[km]w|watts?", r"leistung|wirkleistung"),
    "speed": (r"speed|rate|rpm|velocity|strokes?", r"geschwindigkeit|drehzahl|takt\w*|tempo"),
    "order": (
        r"order\w*|job\w*|wo|workorder|batch\w*|lot",
        r"auftrag\w*|fertigungsauftrag|fa|charge\w*|los(nummer|nr)?",
    ),
    "product": (
        r"product\w*|article|material\w*|sku|item|recipe|partno|partnumber|partid|program|programname",
        r"produkt\w*|artikel\w*|rezept\w*|sorte",
    ),
    "state": (
        r"stat(e|us)\w*|execution|exec|mode|running|run|packml\w*",
        r"zustand\w*|betriebsart|modus|betriebszustand|l(ä|ae)uft|maschinenstatus",
    ),
}
_PATTERNS = {signal: re.compile("|".join(patterns)) for signal, patterns in _SIGNALS.items()}
_NO_COUNT = re.compile(
    r"time|hours?|runtime|zeit|stunden|betriebsstunden|laufzeit|minutes?|seconds?|sekunden|uptime|distance|weg|km"
)
_FACTORS = {"mwh": 1000.0, "wh": 0.001, "mw": 1000.0, "w": 0.001}
_VALUE_WORDS = frozenset({"value", "_value", "val", "pv", "wert"})
_GENERIC = frozenset(
    {
        "counter", "counters", "count", "status", "state", "states", "data", "signals", "signal", "plc", "opc",
        "production", "prod", "values", "value", "tags", "tag", "io", "machine", "maschine", "energy", "energie",
        "default", "power", "kpi", "oee", "processed", "meter", "meters", "zähler", "zaehler",
    }
)  # fmt: skip


@dataclass(frozen=True)
class NameHint:
    """What a tag's name says. signals: to the word that says so, the likeliest first; is_time_meter: it counts time."""

    signals: dict[str, str]
    is_time_meter: bool = False


def words_of(name: str) -> list[str]:
    """The words of a name, in lower case: divided at signs, digits and humps."""
    return [word.lower() for part in _CAMEL.split(name) for word in _WORDS.findall(part)]


def name_hint(leaf: str) -> NameHint:
    """What the last part of a tag's name says."""
    words = words_of(leaf)
    words += ["".join(pair) for pair in pairwise(words)]
    found = {
        signal: word
        for signal, pattern in _PATTERNS.items()
        if (word := next((word for word in words if pattern.fullmatch(word)), None)) is not None
    }
    return NameHint(found, any(_NO_COUNT.fullmatch(word) for word in words))


def scale_of(leaf: str) -> tuple[float | None, str | None]:
    """What brings a tag's values to kWh or kW, and the unit that its name has."""
    found = re.search(r"(?<![A-Za-z])(kWh|MWh|Wh|kW|MW|W)(?![A-Za-z])", leaf)
    if found is None:
        return None, None
    return _FACTORS.get(found[1].lower()), found[1]


def divided(tag: str) -> tuple[tuple[str, ...], str]:
    """A tag's path to its machine and what it says of it: `line1/PRESS01/State` is (line1, PRESS01) and State.

    The path is empty where the name has no part for a machine.
    """
    parts = [part for part in re.split(rf"[{re.escape(PATH_MARKS)}]+|,", re.sub(r"^\[[^\]]*\]", "", tag)) if part]
    parts = [part.rpartition("=")[2] if "=" in part else part for part in parts]
    while len(parts) > 1 and parts[-1].lower() in _VALUE_WORDS:
        parts.pop()
    if len(parts) > 1:
        return tuple(part for part in parts[:-1] if not set(words_of(part)) <= _GENERIC), parts[-1]
    name = parts[0] if parts else tag
    marks = [found.start() for found in re.finditer(r"[_\- ]", name)]
    for mark in reversed(marks):
        head, leaf = name[:mark], name[mark + 1 :]
        if leaf and re.search(r"\d", head) and not re.fullmatch(r"\d+", leaf):
            # As much as says nothing of signals belongs to the machine.
            shorter = [at for at in marks if at < mark and re.search(r"\d$", name[:at])]
            cut = shorter[-1] if shorter else mark
            return (name[:cut],), name[cut + 1 :]
    return (), name


def identifier(text: str) -> str:
    """A text as an id: lower-case letters, digits, _ and -."""
    plain = text.lower()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, written)
    return re.sub(r"[^a-z0-9_-]+", "_", plain).strip("_-") or "unnamed"
