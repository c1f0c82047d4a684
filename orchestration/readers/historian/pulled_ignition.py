"""Ignition's tag history that was pulled from a gateway's database; its values' rules are in `ignition_rows`."""

from collections.abc import Iterator

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.ignition_rows import ROWS, IgnitionOptions, history_batch, tag_names
from orchestration.readers.historian.pulled import pulled_frames, raw_text, recognise_pulled
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.schema import SAMPLES

_COLUMNS = tuple(name for name in ROWS if name != "row_no")


class Options(IgnitionOptions):
    """Options of `historian.pulled_ignition`."""


class _PulledIgnitionReader:
    """Reader of pulled rows of Ignition's data tables."""

    name = "historian.pulled_ignition"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By what pulls write into their files."""
        return recognise_pulled(sample, _COLUMNS)

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        frames = pulled_frames(stream, (*_COLUMNS, "tagpath", "provider"), ())
        return refuse_unreadable(_batch(frame, options) for frame in frames)


def _batch(frame: pl.DataFrame, options: Options) -> Batch:
    typed = frame.select(pl.col(name).cast(kind, strict=False) for name, kind in ROWS.items())
    strange = pl.any_horizontal(frame[name].is_not_null() & typed[name].is_null() for name in _COLUMNS)
    unread = frame.filter(strange)
    reason = "a column that is a number in Ignition's tables holds something else"
    rejected = rejected_frame((row["row_no"], raw_text(row), reason) for row in unread.iter_rows(named=True))
    batch = history_batch(typed.filter(~frame.select(strange).to_series()), _tags(frame, options), options)
    return Batch(SAMPLES, batch.rows, pl.concat([rejected, batch.rejected]).sort("row_no"), frame.height)


def _tags(frame: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Names of the tag ids, of the columns tagpath and provider that stand beside each row."""
    named = frame.select(pl.col("tagid").cast(pl.Int64, strict=False).alias("id"), "tagpath", "provider").unique()
    named = named.drop_nulls(["id", "tagpath"]).with_columns(pl.col("provider").rank("dense").alias("scid"))
    groups = named.select(pl.col("scid").alias("id"), pl.col("scid").alias("drvid"), "provider").drop_nulls().unique()
    return tag_names(
        named.select("id", "tagpath", "scid"), groups.select("id", "drvid"), groups.select("id", "provider"), options
    )


READER = _PulledIgnitionReader()
