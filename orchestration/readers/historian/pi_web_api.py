"""Answers of the PI Web API (JSON): recorded, plot, interpolated or current values of one stream or of a stream set.

A record is an item with `Timestamp` and `Value`; row_no is its ordinal in the document. A stream set names its streams;
the items of a single stream carry no name. A digital state counts by its name, a system state is bad.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Literal

from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.historian.json_samples import Fields, json_batches
from orchestration.readers.json_stream import Run, record_runs
from orchestration.readers.local_time import LocalClock
from orchestration.readers.recognition import Doubt, Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import SampleOptions
from orchestration.readers.schema import BAD, SAMPLES
from orchestration.readers.text_options import TextOptions

_ITEMS, _ERRORS = "Items", "Errors"
_FLAGS = ("Good", "Questionable", "Substituted", "Annotated")
_ALL_FLAGS, _TIME, _VALUE = itemgetter(*_FLAGS), itemgetter("Timestamp"), itemgetter("Value")
_NAMED_STREAM = re.compile(r'"(WebId|Path)"\s*:')
_SYSTEM, _ANNOTATED = "System state", ", Annotated"


class Options(TextOptions, SampleOptions):
    """Options of `historian.pi_web_api`."""

    tag: str | None = Field(
        default=None, min_length=1, description="Tag of all items of a file that names none: the answer of one stream."
    )
    tag_from: Literal["Name", "Path", "WebId"] = Field(
        default="Name",
        description="Member of a stream set's entries that tags are called by. AF attributes of different elements "
        "share names: take Path for them.",
    )

    def quality_of(self, text: str) -> int:
        """As the words say; a system state is bad, and an annotation changes nothing."""
        return BAD if text == _SYSTEM else super().quality_of(text.removesuffix(_ANNOTATED))


class _PiWebApiReader:
    """Reader of the PI Web API's answers."""

    name = "historian.pi_web_api"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By items with a timestamp and PI's flags."""
        text = text_of(sample)
        head = "\n".join(text.lines) if text else ""
        if text is None or not head.lstrip().startswith(("{", "[")):
            return None
        if not all(f'"{member}"' in head for member in ("Timestamp", "Value", "Good")):
            return None
        doubts = text.doubts
        if not _NAMED_STREAM.search(head):
            doubts += (
                Doubt("tag", (), "Its items name no tag: write the tag that was asked for as the option `tag`."),
            )
        because = "its items have Timestamp, Value and Good, as the PI Web API answers"
        return Recognition(Likeness.CERTAIN, (because,), text.options, doubts)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in the document's order."""
        runs = record_runs(stream, options.encoding, (_ITEMS, _ERRORS), ("Name", "Path", "WebId"))
        return refuse_unreadable(json_batches(runs, _Streams(options).fields, options, LocalClock(context.zone)))


@dataclass
class _Streams:
    """The streams met so far, so that two of one name are not taken for one."""

    options: Options
    identities: dict[str, object] = field(default_factory=dict)

    def fields(self, items: list[dict[str, Any]], run: Run) -> Fields:
        tags: list[Any]
        if not any(items):
            tags = [None] * len(items)
        elif run.context or self.options.tag is not None or not any(_is_entry(item) for item in items):
            tags = [self._tag(run.context, run.position)] * len(items)
        else:
            # Entries of a stream set with one value each, which stands inside the entry.
            tags = [self._tag(item, run.position) if _is_entry(item) else None for item in items]
            items = [item["Value"] if _is_entry(item) else item for item in items]
        try:
            times, values, flags = (list(map(members, items)) for members in (_TIME, _VALUE, _ALL_FLAGS))
        except KeyError:
            times, values = ([item.get(member) for item in items] for member in ("Timestamp", "Value"))
            flags = [tuple(map(item.get, _FLAGS)) for item in items]
        qualities = _qualities(flags)
        faults: dict[int, str] = {}
        for index, value in enumerate(values):
            if isinstance(value, dict):
                values[index] = _state(value, index, qualities, faults)
        return Fields(tags, times, values, qualities, faults)

    def _tag(self, entry: Any, position: int) -> str:
        name = entry.get(self.options.tag_from)
        if not isinstance(name, str) or not name:
            if self.options.tag is None:
                raise FileRejected(
                    f"The items at byte {position} have no {self.options.tag_from}: set the source's option tag to the "
                    "name of their tag, or ask the PI Web API for a stream set, which names its streams."
                )
            return self.options.tag
        identity = entry.get("WebId", name)
        if self.identities.setdefault(name, identity) != identity:
            raise FileRejected(
                f"Two streams of the file are called {name!r}, so their values cannot be told apart; "
                "set the source's option tag_from to Path or WebId."
            )
        return name


def _is_entry(item: dict[str, Any]) -> bool:
    value = item.get("Value")
    return isinstance(value, dict) and "Timestamp" in value and "Timestamp" not in item


def _qualities(flags: list[tuple[Any, ...]]) -> list[str]:
    try:
        words = {one: _quality(one) for one in set(flags)}
    except TypeError:
        # An array or object is no flag.
        return [_quality(tuple(flag if isinstance(flag, bool) else None for flag in one)) for one in flags]
    return list(map(words.__getitem__, flags))


def _quality(flags: tuple[Any, ...]) -> str:
    good, questionable, substituted, annotated = flags
    if good is None and questionable is None and substituted is None:
        return ""
    word = (
        "Bad"
        if good is not None and not good
        else "Questionable"
        if questionable
        else "Substituted"
        if substituted
        else "Good"
    )
    return word + _ANNOTATED if annotated else word


def _state(state: dict[str, Any], index: int, qualities: list[str], faults: dict[int, str]) -> Any:
    name = state.get("Name")
    if not isinstance(name, str):
        faults[index] = "the value is an object without a Name, which is no digital state"
        return None
    if state.get("IsSystem") is True:
        qualities[index] = _SYSTEM
    return name


READER = _PiWebApiReader()
