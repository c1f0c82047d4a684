"""One language says what the other says, the pages say nothing else, and nothing that is written is never said."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, Resource, VariableReference
from fluent.syntax.visitor import Visitor

import dashboard
from dashboard import figures, texts

CODE = sorted(Path(dashboard.__file__).parent.rglob("*.py"))
# What Streamlit shows to a reader, and which of its arguments are words.
SHOWN = {
    "title", "header", "subheader", "caption", "markdown", "text", "write", "info", "warning", "error", "success",
    "metric", "button", "selectbox", "expander", "download_button", "page_link", "toggle", "checkbox", "tabs",
    "TextColumn", "NumberColumn", "DatetimeColumn", "DateColumn", "CheckboxColumn", "date_input", "popover",
}  # fmt: skip
WORDS = ("label", "title", "help", "placeholder", "body", "alt")
# Messages whose key is put together from a code of the published file.
FAMILIES = (
    "kind-", "step-", "bucket-", "letter-", "kpi-", "define-", "component-", "condition-", "quality-", "noun-", "n-",
    "period-", "compare-", "page-", "stops-narrowed-", "format-table-", "big-loss-", "bridge-", "oee-by-", "oee-of-no-",
    "oee-trend-by-", "maintenance-by-", "maintenance-key-", "repair-step-", "match-", "state-",
    "order-", "production-orders-", "basis-", "energy-", "level-", "unit-",
)  # fmt: skip


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 - named by the library
        self.names.add(node.id.name)


def messages(language: str) -> dict[str, set[str]]:
    """Key to the variables of each message."""
    found: dict[str, set[str]] = {}
    for path in sorted((texts.FOLDER / language).glob("*.ftl")):
        resource = FluentParser().parse(path.read_text(encoding="utf-8"))
        assert isinstance(resource, Resource)
        for entry in resource.body:
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{entry.id.name} is written twice in {language}"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
            else:
                assert type(entry).__name__ != "Junk", f"{path.name}: {entry.content}"
    return found


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
                yield path, node, name


def said() -> set[str]:
    """Every text constant of the code: a key is one of them, or put together from one."""
    constants = set()
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
    return constants


@pytest.mark.parametrize("language", [language for language in texts.LANGUAGES if language != texts.DEFAULT])
def test_all_languages_have_the_same_messages_with_the_same_variables(language: str) -> None:
    assert messages(language) == messages(texts.DEFAULT)


def test_every_message_is_said_somewhere() -> None:
    constants = said()
    unsaid = [key for key in messages(texts.DEFAULT) if key not in constants and not key.startswith(FAMILIES)]
    assert unsaid == []


def test_every_key_that_is_said_has_a_message() -> None:
    known = messages(texts.DEFAULT)
    keys = {
        (path.name, call.args[0].value)
        for path, call, name in calls()
        if name == "say" and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert keys
    assert [key for key in sorted(keys) if key[1] not in known] == []


def test_a_page_says_nothing_that_is_not_in_the_texts() -> None:
    spoken = []
    for path, call, name in calls():
        if name not in SHOWN:
            continue
        arguments = [*call.args[:1], *(word.value for word in call.keywords if word.arg in WORDS)]
        for argument in arguments:
            literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            if literal and any(letter.isalpha() for letter in argument.value):
                spoken.append(f"{path.name}:{call.lineno} {argument.value}")
    # Pages are named by their file.
    assert [text for text in spoken if not re.search(r" views/\w+\.py$", text)] == []


def test_figures_are_written_as_the_language_does() -> None:
    texts.speak("de")
    try:
        assert figures.percent(0.7064) == "70,6\xa0%"
        assert figures.money(12340.4, "EUR") == "12.340 EUR"
        assert figures.count(1204, "stop") == "1.204 Stillstände"
        assert figures.day(date(2026, 11, 19)) == "Do 19. Nov 2026"
    finally:
        texts.speak("en")


def test_a_text_that_is_not_there_is_a_mistake_of_the_page() -> None:
    with pytest.raises(LookupError, match="there is no text 'no-such-text' in en"):
        texts.say("no-such-text")
    with pytest.raises(LookupError, match="points"):
        texts.say("points")


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert texts.code("kind", "minor_stop") == "Minor stop"
    assert texts.code("kind", "of_tomorrow") == "of_tomorrow"


def test_no_word_is_said_in_a_thread_that_does_not_know_the_language() -> None:
    assert [path.name for path, _, name in calls() if name == "map_elements"] == []
