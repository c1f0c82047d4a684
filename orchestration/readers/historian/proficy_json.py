"""Answers of GE Proficy Historian's REST interface (JSON): raw, interpolated, sampled or calculated values of tags.

A record is an entry of a tag's `Samples` with TimeStamp, Value and Quality; row_no is its ordinal in the document. A
value is always written as a text: the tag's `DataType` says whether it is meant so.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.json_samples import Fields, json_batches
from orchestration.readers.json_stream import Run, record_runs
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import to_number
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import SampleOptions
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TextOptions

_TAG, _TYPE, _MESSAGE = "TagName", "DataType", "ErrorMessage"
_MEMBERS = ("TimeStamp", "Value", "Quality")
_EACH_MEMBER = tuple(map(itemgetter, _MEMBERS))
_TEXT_TYPES = {"fixedstring", "variablestring", "multifield", "blob"}
_TRUTHS = {"true": 1.0, "false": 0.0}
_EPOCH_DATE = re.compile(r"/Date\((-?[0-9]{1,18})([+-][0-9]{4})?\)/")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Options(TextOptions, SampleOptions):
    """Options of `historian.proficy_json`."""

    good: tuple[str, ...] = Field(
        default=("3", "100"), description="Quality that means good: its code, or the percentage of calculated values."
    )
    uncertain: tuple[str, ...] = Field(default=("1",), description="Quality that means uncertain.")
    bad: tuple[str, ...] = Field(default=("0", "2"), description="Quality that means bad, or that there is none.")


class _ProficyJsonReader:
    """Reader of the answers of Proficy Historian."""

    name = "historian.proficy_json"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By tags with Samples, and those with a TimeStamp."""
        text = text_of(sample)
        head = "\n".join(text.lines) if text else ""
        if text is None or not head.lstrip().startswith("{"):
            return None
        if not all(f'"{member}"' in head for member in (_TAG, "Samples", *_MEMBERS)):
            return None
        because = "its tags have Samples with TimeStamp, Value and Quality, as Proficy Historian answers"
        return Recognition(Likeness.CERTAIN, (because,), text.options, text.doubts)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in the document's order."""
        runs = record_runs(stream, options.encoding, ("Data", "Samples"), (_TAG, _TYPE, _MESSAGE))
        return refuse_unreadable(json_batches(runs, _fields, options, LocalClock(context.zone)))


def _fields(items: list[dict[str, Any]], run: Run) -> Fields:
    try:
        times, values, codes = (list(map(member, items)) for member in _EACH_MEMBER)
    except KeyError:
        times, values, codes = ([item.get(name) for item in items] for name in _MEMBERS)
    if any(isinstance(time, str) and time.startswith("/Date(") for time in times):
        times = list(map(_dated, times))
    if str(run.context.get(_TYPE)).lower() in _TEXT_TYPES:
        values = [None if value == "" else value for value in values]
    else:
        values = _numbers(values)
    qualities = ["" if code is None else str(code) for code in codes]
    return Fields([run.context.get(_TAG)] * len(items), times, values, qualities, {})


def _numbers(values: list[Any]) -> list[Any]:
    """Texts of numbers as such; any other stays one, and so does a whole number that a double cannot keep."""
    texts = pl.DataFrame(
        {"text": pl.Series([one if isinstance(one, str) else None for one in values], dtype=pl.String)}
    )
    numbers = texts.select(to_number(pl.col("text"))).to_series().to_list()
    return [_worded(one) if number is None else number for one, number in zip(values, numbers, strict=True)]


def _worded(value: Any) -> Any:
    return _TRUTHS.get(value.lower(), value or None) if isinstance(value, str) else value


def _dated(time: Any) -> Any:
    """An epoch in milliseconds, `/Date(928167600000-0500)/`; its offset is the server's zone and changes nothing."""
    epoch = _EPOCH_DATE.fullmatch(time) if isinstance(time, str) else None
    try:
        return time if epoch is None else (_EPOCH + timedelta(milliseconds=int(epoch[1]))).isoformat()
    except OverflowError:
        return time


READER = _ProficyJsonReader()
