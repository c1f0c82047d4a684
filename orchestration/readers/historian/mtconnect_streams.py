"""MTConnectStreams documents (XML, any version) as an agent answers them: Events, Samples and Condition.

A record is an observation; row_no is its ordinal in the document. Times are UTC by definition. A condition's value is
its level.
"""

import re
from collections.abc import Collection, Iterator
from typing import Literal

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.mtconnect_walk import ATTRIBUTES, Observations, StreamsWalk
from orchestration.readers.historian.shdr_pairs import UNAVAILABLE
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.timestamps import ISO_8601, parse_times
from orchestration.readers.xml_stream import walk_leaves

_BATCH_ROWS = 50_000
_DEVICE_TWICE = re.compile(r"(.+)\.\1[\W_]")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?MTConnectStreams[\s>]")


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

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the document's root."""
        if not _ROOT.search(sample.data.replace(b"\x00", b"")):
            return None
        return Recognition(Likeness.CERTAIN, ("its root is MTConnectStreams",))

    def shorter_names(self, tags: Collection[str], /) -> dict[str, bool]:
        """Without the device where the names of data items begin with it themselves."""
        return {"device_prefix": False} if all(map(_DEVICE_TWICE.match, tags)) else {}

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in the document's order."""
        return refuse_unreadable(_batches(stream, options))


def _batches(stream: ByteStream, options: Options) -> Iterator[Batch]:
    walk = StreamsWalk()
    for _ in walk_leaves(stream, walk, ATTRIBUTES):
        if walk.found.met >= _BATCH_ROWS:
            yield _batch(walk.take(), options)
    yield _batch(walk.take(), options)


def _batch(found: Observations, options: Options) -> Batch:
    frame = _with_fields(found.frame(), options)
    faulty = frame.filter(pl.col("fault").is_not_null()).select("row_no", "raw", "fault").iter_rows()
    samples = samples_frame(frame.filter(pl.col("fault").is_null()), options)
    return Batch(SAMPLES, samples, rejected_frame(sorted([*found.rejected, *faulty])), found.met)


def _with_fields(frame: pl.DataFrame, options: Options) -> pl.DataFrame:
    """With tag, ts_utc and value, and a fault where the first two are unknown."""
    local, utc = parse_times(frame["timestamp"].fill_null(""), ISO_8601)
    filled = [pl.when(pl.col(name) != "").then(name) for name in ("name", "dataItemId")]
    item = pl.coalesce(filled if options.item == "name" else filled[1:])
    prefix = pl.when(pl.col("device") != "").then(pl.col("device") + ".").otherwise(pl.lit(""))
    level = pl.col("element").str.replace(r"^.*:", "")
    frame = frame.with_columns(
        utc.fill_null(local.dt.replace_time_zone("UTC")).alias("ts_utc"),
        (prefix + item if options.device_prefix else item).alias("tag"),
        pl.when("is_condition").then(level).otherwise(pl.col("text").fill_null("").str.strip_chars()).alias("value"),
    )
    unavailable = pl.col("value").str.to_uppercase() == UNAVAILABLE
    return frame.with_columns(
        pl.when(unavailable).then(pl.lit(UNAVAILABLE)).otherwise("value").alias("value"),
        pl.when(pl.col("tag").is_null())
        .then(pl.lit("the observation has no name and no dataItemId"))
        .when(pl.col("ts_utc").is_null())
        .then(pl.format("'{}' is no timestamp of ISO 8601", pl.col("timestamp").fill_null("")))
        .alias("fault"),
    )


READER = _MtconnectStreamsReader()
