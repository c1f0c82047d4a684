"""MTConnectStreams documents (XML, any version) as an agent answers them: Events, Samples and Condition.

Read element by element: nothing but the current observation is held, entities and DTDs are refused. A record is an
observation; row_no is its ordinal in the document. Times are UTC by definition. A condition's value is its level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element, ParseError, tostring

import polars as pl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.historian.shdr import UNAVAILABLE
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.timestamps import ISO_8601, parse_times

_CONTAINERS = frozenset({"Events", "Samples", "Condition"})
_BATCH_ROWS = 50_000
_ROOT = re.compile(rb"<(?:[\w.-]+:)?MTConnectStreams[\s>]")
_ELEMENT_LIMIT = 4 << 20
_DEPTH_LIMIT = 64

_Observation = tuple[int, str | None, str, str]


class Options(SampleOptions):
    """Options of `historian.mtconnect_streams`."""

    item: Literal["name", "id"] = Field(
        default="name",
        description="What a tag is called by: the data item's name (its id where it has none), or its dataItemId.",
    )
    device_prefix: bool = Field(default=True, description="Whether tags begin with the device: `Mazak03.execution`.")


class _MtconnectStreamsReader:
    """Reader of MTConnectStreams documents."""

    name = "historian.mtconnect_streams"
    options_type = Options

    def produces(self, _options: Options, /) -> str:
        """Always samples."""
        return SAMPLES

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the document's root."""
        if not _ROOT.search(sample.data.replace(b"\x00", b"")):
            return None
        return Recognition(Likeness.CERTAIN, ("its root is MTConnectStreams",))

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in the document's order."""
        return refuse_unreadable(_batches(stream, options))


@dataclass
class _Weighed:
    """The stream, refusing an element that would not end."""

    inner: ByteStream
    since_event: int = 0
    total: int = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self.inner.read(size)
        self.since_event += len(data)
        self.total += len(data)
        if self.since_event > _ELEMENT_LIMIT:
            raise FileRejected(
                f"An element is longer than {_ELEMENT_LIMIT >> 20} MiB, so this is no MTConnectStreams document."
            )
        return data


@dataclass
class _Walk:
    """Where in the document the parser is, and the observations met since the last batch."""

    options: Options
    path: list[Element] = field(default_factory=list)
    container: str = ""
    container_depth: int = 0
    device: str = ""
    rows_read: int = 0
    ordinal: int = 0
    observations: list[_Observation] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)

    def start(self, element: Element) -> None:
        self.path.append(element)
        if self.container_depth:
            if len(self.path) == self.container_depth + 1:
                self.ordinal += 1
                self.rows_read += 1
            return
        name = _local(element)
        if len(self.path) == 1 and name != "MTConnectStreams":
            raise FileRejected(
                f"The document's root is {name!r}, not MTConnectStreams; ask the agent for `current` or `sample`."
            )
        if len(self.path) > _DEPTH_LIMIT:
            raise FileRejected(
                f"Elements are nested deeper than {_DEPTH_LIMIT}, which no MTConnectStreams document is."
            )
        if name == "DeviceStream":
            self.device = element.get("name") or element.get("uuid") or ""
        elif name in _CONTAINERS:
            self.container, self.container_depth = name, len(self.path)

    def end(self, element: Element) -> None:
        depth = len(self.path)
        self.path.pop()
        if self.container_depth and depth > self.container_depth + 1:
            return
        if self.container_depth and depth == self.container_depth + 1:
            self._observe(element)
        elif depth == self.container_depth:
            self.container_depth = 0
        if self.path:
            # What was read is let go, or the document would grow in memory as it is walked.
            self.path[-1].remove(element)

    def _observe(self, element: Element) -> None:
        identity = element.get("dataItemId")
        item = (element.get("name") or identity) if self.options.item == "name" else identity
        if not item:
            self._reject(element, "the observation has no name and no dataItemId")
        elif len(element):
            self._reject(element, "the observation holds entries (a data set or table), which are not read")
        else:
            value = _local(element) if self.container == "Condition" else (element.text or "").strip()
            if value.upper() == UNAVAILABLE:
                value = UNAVAILABLE
            tag = f"{self.device}.{item}" if self.options.device_prefix and self.device else item
            self.observations.append((self.ordinal, element.get("timestamp"), tag, value))
            self.elements.append(element)

    def _reject(self, element: Element, reason: str) -> None:
        self.rejected.append((self.ordinal, _raw(element), reason))

    def batch(self) -> Batch:
        """The observations since the last batch."""
        schema = {"row_no": pl.Int64(), "time": pl.String(), "tag": pl.String(), "value": pl.String()}
        frame = pl.DataFrame(self.observations, schema=schema, orient="row").with_row_index("position")
        local, utc = parse_times(frame["time"].fill_null(""), ISO_8601)
        frame = frame.with_columns(utc.fill_null(local.dt.replace_time_zone("UTC")).alias("ts_utc"))
        untimed = frame.filter(pl.col("ts_utc").is_null()).select("position", "row_no", "time").iter_rows()
        self.rejected += [
            (row_no, _raw(self.elements[position]), f"{time!r} is no timestamp of ISO 8601")
            for position, row_no, time in untimed
        ]
        rows = samples_frame(frame.filter(pl.col("ts_utc").is_not_null()), self.options)
        batch = Batch(SAMPLES, rows, rejected_frame(sorted(self.rejected)), self.rows_read)
        self.observations, self.elements, self.rejected, self.rows_read = [], [], [], 0
        return batch


def _batches(stream: ByteStream, options: Options) -> Iterator[Batch]:
    weighed, walk = _Weighed(stream), _Walk(options)
    try:
        for event, element in iterparse(weighed, events=("start", "end"), forbid_dtd=True):
            weighed.since_event = 0
            if event == "start":
                walk.start(element)
                continue
            walk.end(element)
            if len(walk.observations) >= _BATCH_ROWS:
                yield walk.batch()
    except ParseError as error:
        if not weighed.total:
            raise FileRejected("The file is empty.") from error
        raise FileRejected(
            f"The document is no well-formed XML, perhaps truncated ({error}); export it again."
        ) from error
    except DefusedXmlException as error:
        raise FileRejected("The document declares a DTD or entities, which are refused as unsafe.") from error
    except (LookupError, ValueError) as error:
        raise FileRejected(f"The document's encoding cannot be read ({error}).") from error
    yield walk.batch()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _raw(element: Element) -> str:
    return tostring(element, encoding="unicode").strip()


READER = _MtconnectStreamsReader()
