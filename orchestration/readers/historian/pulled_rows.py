"""Samples that were pulled by a query or from a server: columns tag, time, value, perhaps text and quality."""

from collections.abc import Iterator

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.pulled import pulled_frames, raw_text, recognise_pulled
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import to_number
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.samples import SampleOptions, is_code, samples_frame, typed_samples_frame
from orchestration.readers.schema import SAMPLES

_NEEDED = ("tag", "time", "value")


class Options(SampleOptions):
    """Options of `historian.pulled_rows`."""

    def quality_of(self, text: str) -> int:
        """The quality of a word or code; the names of OPC UA's status codes begin with what they mean."""
        if not self.is_quality_word(text) and not is_code(text.strip()):
            for level in ("good", "uncertain", "bad"):
                if text.strip().lower().startswith(level):
                    return super().quality_of(level)
        return super().quality_of(text)


class _PulledRowsReader:
    """Reader of pulled samples."""

    name = "historian.pulled_rows"
    options_type = Options

    def produces(self, _options: Options, /) -> str:
        """Always samples."""
        return SAMPLES

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By what pulls write into their files."""
        return recognise_pulled(sample, _NEEDED)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        clock = LocalClock(context.zone)
        frames = pulled_frames(stream, _NEEDED, ("text", "quality"))
        return refuse_unreadable(_batch(frame, options, clock) for frame in frames)


def _batch(frame: pl.DataFrame, options: Options, clock: LocalClock) -> Batch:
    timed = with_instants(frame, "iso8601", clock)
    untagged = pl.col("fault").is_null() & pl.col("tag").fill_null("").eq("")
    timed = timed.with_columns(
        pl.when(untagged).then(pl.lit("the tag's name is empty")).otherwise("fault").alias("fault")
    )
    faulty = timed.filter(pl.col("fault").is_not_null()).select("row_no", "fault")
    rejected = frame.join(faulty, on="row_no", how="inner", maintain_order="left")
    reasons = [(row["row_no"], raw_text(row), row.pop("fault")) for row in rejected.iter_rows(named=True)]
    return Batch(
        SAMPLES, _samples(timed.filter(pl.col("fault").is_null()), options), rejected_frame(reasons), frame.height
    )


def _samples(frame: pl.DataFrame, options: Options) -> pl.DataFrame:
    if "text" not in frame.columns:
        return samples_frame(frame, options)
    number = to_number(pl.col("value"))
    text = pl.coalesce(pl.when(number.is_null()).then("value"), "text")
    return typed_samples_frame(frame.with_columns(number.alias("value_num"), text.alias("value_text")), options)


READER = _PulledRowsReader()
