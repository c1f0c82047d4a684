"""What a file's head says about its format: the sample that readers are shown, and what they answer.

A reader's `recognise` judges a sample by what its format alone has, and proposes options. It never decides silently:
what the head leaves open is a Doubt, with every value that fits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

SAMPLE_BYTES = 256 << 10
"""Decompressed bytes of a file that readers are shown."""


class Likeness(IntEnum):
    """How sure a reader is that a file is of its format.

    POSSIBLE: it could be read so. LIKELY: names or layout are as in this format. CERTAIN: it has a mark of this format
    that others do not have.
    """

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, eq=False)
class Sample:
    """The head of a file or of an archive's member.

    data: its first bytes, unpacked, at most SAMPLE_BYTES. name: of the file or member. is_whole: whether that is all
    of it. path: where the bytes stand as a file, for formats that are sought in; None where they do not.
    """

    data: bytes
    name: str = ""
    is_whole: bool = True
    path: Path | None = None


@dataclass(frozen=True)
class Doubt:
    """An option of which the head fits several values.

    values: all that fit, the proposed one first; with one value the sentence says what to look at.
    """

    option: str
    values: tuple[Any, ...]
    sentence: str


@dataclass(frozen=True)
class Recognition:
    """A reader's answer to a sample that it could read.

    options: those of the reader that are not to be left at their default. because: what speaks for the format, as
    phrases. doubts: what the head does not tell. notes: what else a person should know, as sentences.
    """

    likeness: Likeness
    because: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()


def unlike_defaults(options: Mapping[str, Any], options_type: type[BaseModel]) -> dict[str, Any]:
    """Those of the options that the reader knows and would not have by itself."""
    known = {name: value for name, value in options.items() if name in options_type.model_fields}
    validated = options_type.model_validate(known)
    return {
        name: value
        for name, value in known.items()
        if getattr(validated, name) != options_type.model_fields[name].get_default(call_default_factory=True)
    }
