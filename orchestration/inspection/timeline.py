"""When a file has samples at all: its range and the silences of all tags together, in bounded memory."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

_MOST_PIECES = 1_000_000
_COARSER = 8
_PIECES = pl.Schema({"piece": pl.Int64(), "first": pl.Datetime("us"), "last": pl.Datetime("us"), "samples": pl.Int64()})


@dataclass(frozen=True)
class Silence:
    """A time in which no tag has a sample: `start` has the last one before, `end` the first one after."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> float:
        """Its length."""
        return (self.end - self.start).total_seconds()


@dataclass
class Timeline:
    """Pieces of time with samples; silences at least a piece long are known exactly, shorter ones are none.

    Times are naive: of whatever clock they are added in.
    """

    piece: timedelta = timedelta(minutes=1)
    pieces: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_PIECES))

    def add(self, times: pl.Series) -> None:
        """Count the samples at some times."""
        frame = times.alias("t").to_frame()
        found = (
            frame.group_by((pl.col("t").to_physical() // _micros(self.piece)).alias("piece"))
            .agg(pl.col("t").min().alias("first"), pl.col("t").max().alias("last"), pl.len().alias("samples"))
            .cast(_PIECES)
        )
        self.pieces = _merged(pl.concat([self.pieces, found]))
        while self.pieces.height > _MOST_PIECES:
            self.piece *= _COARSER
            self.pieces = _merged(self.pieces.with_columns(pl.col("piece") // _COARSER))

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """The first and the last time; None without samples."""
        first, last = self.pieces["first"].min(), self.pieces["last"].max()
        return (first, last) if isinstance(first, datetime) and isinstance(last, datetime) else None

    def silences(self) -> pl.DataFrame:
        """Start, end and seconds of each time without a sample that is longer than a piece, in their order."""
        ordered = self.pieces.sort("piece")
        return (
            ordered.select(pl.col("last").alias("start"), pl.col("first").shift(-1).alias("end"))
            .drop_nulls()
            .with_columns(((pl.col("end") - pl.col("start")).dt.total_microseconds() / 1e6).alias("seconds"))
            .filter(pl.col("seconds") > self.piece.total_seconds())
        )

    def samples_between(self, start: datetime, end: datetime) -> int:
        """Samples in the pieces that lie wholly within a span."""
        low = _since_epoch(start) // _micros(self.piece)
        high = _since_epoch(end) // _micros(self.piece)
        return int(self.pieces.filter(pl.col("piece").is_between(low, high - 1))["samples"].sum())


def _merged(pieces: pl.DataFrame) -> pl.DataFrame:
    return pieces.group_by("piece").agg(pl.col("first").min(), pl.col("last").max(), pl.col("samples").sum())


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


def _since_epoch(time: datetime) -> int:
    return (time - datetime(1970, 1, 1)) // timedelta(microseconds=1)  # noqa: DTZ001 - naive as the times are
