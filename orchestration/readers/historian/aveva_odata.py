"""Answers of the AVEVA Historian's REST interface (OData JSON): tags' values over a time.

A record is an entry of `value` with FQN, DateTime, OpcQuality, Value and Text; row_no is its ordinal in the document.
"""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.json_samples import Fields, json_batches
from orchestration.readers.json_stream import Run, record_runs
from orchestration.readers.local_time import LocalClock
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import SampleOptions
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TextOptions

_MEMBERS = ("FQN", "DateTime", "Value", "OpcQuality")
_EACH_MEMBER = tuple(map(itemgetter, _MEMBERS))


class Options(TextOptions, SampleOptions):
    """Options of `historian.aveva_odata`."""


class _AvevaODataReader:
    """Reader of the AVEVA Historian's OData answers."""

    name = "historian.aveva_odata"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By entries that have FQN and DateTime."""
        text = text_of(sample)
        head = "\n".join(text.lines) if text else ""
        if (
            text is None
            or not head.lstrip().startswith("{")
            or not all(f'"{one}"' in head for one in ("FQN", "DateTime"))
        ):
            return None
        because = "its entries have FQN and DateTime, as the AVEVA Historian's REST interface answers"
        return Recognition(Likeness.CERTAIN, (because,), text.options, text.doubts)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in the document's order."""
        runs = record_runs(stream, options.encoding, ("value",), ())
        return refuse_unreadable(json_batches(runs, _fields, options, LocalClock(context.zone)))


def _fields(items: list[dict[str, Any]], _run: Run) -> Fields:
    try:
        # Member by member: a tuple an item would be as many objects more for the garbage collection to look at.
        tags, times, values, codes = (list(map(member, items)) for member in _EACH_MEMBER)
    except KeyError:
        tags, times, values, codes = ([item.get(name) for item in items] for name in _MEMBERS)
    if None in values:
        # A string tag has its value in Text alone; Text of a number is the same number, formatted.
        values = [item.get("Text") if value is None else value for item, value in zip(items, values, strict=True)]
    return Fields(tags, times, values, _texts(codes), {})


def _texts(codes: list[Any]) -> list[str]:
    if not set(map(type, codes)) <= {int, type(None)}:
        return ["" if code is None else str(code) for code in codes]
    texts = {code: "" if code is None else str(code) for code in set(codes)}
    return list(map(texts.__getitem__, codes))


READER = _AvevaODataReader()
