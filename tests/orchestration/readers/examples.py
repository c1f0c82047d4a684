"""Each reader's example: its own test file declares it as EXAMPLE, and the tests that all readers pass find it here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from orchestration.demo.signals import Value
from tests.orchestration.readers.written_exports import Written

KEPT, LEFT_OUT = "its own value", "no sample"


@dataclass(frozen=True)
class Example:
    """A file of a reader's format with one row, and what the format makes of samples.

    file: its text, with a letter beyond ASCII in it, or the bytes of what is no text. options: that read it.
    bad: what stands in the place of a bad sample's value (KEPT, LEFT_OUT), of a tag of numbers and of a tag of texts.
    has_local_times: whether its times state no zone. document: how samples are written, each of them a row; formats of
    lines have a form of `written_exports` instead. inner, around: of a format that packs its content, that content, and
    the file around any other, so that random bytes reach it.
    """

    file: str | bytes
    options: Mapping[str, Any] = field(default_factory=dict)
    bad: tuple[Value | None, Value | None] = (None, None)
    has_local_times: bool = False
    document: Callable[[list[Written]], bytes] | None = None
    inner: bytes = b""
    around: Callable[[bytes], bytes] | None = None

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.file if isinstance(self.file, bytes) else self.file.encode()


def example(reader: str) -> Example:
    """The example that the reader's test file declares."""
    folder, _, name = reader.partition(".")
    module = f"tests.orchestration.readers.{folder}.test_{name}"
    try:
        found = import_module(module).EXAMPLE
    except (ModuleNotFoundError, AttributeError) as error:
        path = module.replace(".", "/")
        raise LookupError(
            f"The reader {reader} is registered, but {path}.py declares no EXAMPLE, by which the tests that all "
            "readers pass know its format: see docs/adding-a-reader.md."
        ) from error
    return found
