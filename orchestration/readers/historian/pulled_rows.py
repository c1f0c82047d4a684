"""Samples that were pulled by a query or from a server: columns tag, time, value, perhaps text, quality and fault."""

import re
from collections.abc import Iterator

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.pulled import pulled_frames, raw_text, recognise_pulled
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import to_number
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import NO_SAMPLE, refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, is_code, samples_frame, typed_samples_frame
from orchestration.readers.schema import BAD, GOOD, SAMPLES, UNCERTAIN

_NEEDED = ("tag", "time", "value")
_STATUS_CODE = re.compile(r"\(0x([0-9A-F]{8})\)$")
_OF_TWO_BITS = (GOOD, UNCERTAIN, BAD, BAD)


class Options(SampleOptions):
    """Options of `historian.pulled_rows`."""

    def quality_of(self, text: str) -> int:
        """The quality of a word or code, or of a status code of OPC UA as `BadNoData (0x809B0000)`.

        The two highest bits say it (Part 4, 7.39: 11 is bad); of a name without its code, the beginning does.
        """
        if self.is_quality_word(text) or is_code(text.strip()):
            return super().quality_of(text)
        if code := _STATUS_CODE.search(text):
            return _OF_TWO_BITS[int(code[1], 16) >> 30]
        named = (level for level in ("good", "uncertain", "bad") if text.strip().lower().startswith(level))
        return super().quality_of(next(named, text))


class _PulledRowsReader:
    """Reader of pulled samples."""

    name = "historian.pulled_rows"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By what pulls write into their files."""
        return recognise_pulled(sample, _NEEDED)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        clock = LocalClock(context.zone)
        frames = pulled_frames(stream, _NEEDED, ("text", "quality", "fault"))
        return refuse_unreadable(_batch(frame, options, clock) for frame in frames)


def _batch(frame: pl.DataFrame, options: Options, clock: LocalClock) -> Batch:
    told = frame["fault"] if "fault" in frame.columns else pl.lit(None, pl.String)
    frame = frame.drop("fault", strict=False)
    timed = with_instants(frame, "iso8601", clock)
    untagged = pl.when(pl.col("tag").fill_null("") == "").then(pl.lit("the tag's name is empty"))
    # What the server gave and is no sample, as an array is none, was readable.
    timed = timed.with_columns(pl.coalesce(pl.lit(NO_SAMPLE) + told, "fault", untagged).alias("fault"))
    faulty = timed.filter(pl.col("fault").is_not_null()).select("row_no", pl.col("fault").alias("reason"))
    rejected = frame.join(faulty, on="row_no", how="inner", maintain_order="left")
    raw = [raw_text(row) for row in rejected.drop("reason").iter_rows(named=True)]
    reasons = rejected_frame(zip(rejected["row_no"], raw, rejected["reason"], strict=True))
    return Batch(SAMPLES, _samples(timed.filter(pl.col("fault").is_null()), options), reasons, frame.height)


def _samples(frame: pl.DataFrame, options: Options) -> pl.DataFrame:
    if "text" not in frame.columns:
        return samples_frame(frame, options)
    number = to_number(pl.col("value"))
    text = pl.coalesce(pl.when(number.is_null()).then("value"), "text")
    return typed_samples_frame(frame.with_columns(number.alias("value_num"), text.alias("value_text")), options)


READER = _PulledRowsReader()
