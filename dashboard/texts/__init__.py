"""Every word the dashboard says, by language, and the formats of its dates.

``<language>/<page>.ftl`` hold the messages in Fluent (https://projectfluent.org), which knows plurals and groups digits
as the language does. All languages have the same messages with the same variables; a test holds them to it. Texts that
come from the published file (reasons, names, why something is missing) are shown as they are there.
"""

from contextvars import ContextVar
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = {"en": "English", "de": "Deutsch"}
DEFAULT = "en"
FOLDER = Path(__file__).parent

_SPOKEN: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def bundle(language: str) -> FluentBundle:
    """The messages of ``language``, one of ``LANGUAGES``; raises ``ValueError`` where one is written twice."""
    messages = FluentBundle([language], use_isolating=False)
    for path in sorted((FOLDER / language).glob("*.ftl")):
        messages.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return messages


def speak(language: str) -> None:
    """Makes ``language``, one of ``LANGUAGES``, the one of this script run."""
    _SPOKEN.set(language)


def language() -> str:
    """The language of this script run."""
    return _SPOKEN.get()


def say(key: str, **values: str | float | None) -> str:
    """The message ``key`` in the language of this script run, with ``values`` in their places.

    Whole numbers are grouped as the language does, and choose its plural; other figures are written by ``figures``
    first. Raises ``LookupError`` for a key that is not there or a value that is not given: a mistake in the page.
    """
    messages = bundle(language())
    if not messages.has_message(key):
        raise LookupError(f"there is no text {key!r} in {language()}")
    pattern = messages.get_message(key).value
    if pattern is None:
        raise LookupError(f"the text {key!r} is empty in {language()}")
    text, errors = messages.format_pattern(pattern, values)
    if errors:
        raise LookupError(f"the text {key!r} in {language()}: {errors[0]}")
    return str(text)


def has(key: str) -> bool:
    """Whether there is a message ``key``: codes of the published file may be newer than the words for them."""
    return bundle(language()).has_message(key)


def code(kind: str, value: str) -> str:
    """The words for a code of the published file, by the message ``<kind>-<value>``; else the code itself."""
    key = f"{kind}-{value.replace('_', '-')}"
    return say(key) if has(key) else value
