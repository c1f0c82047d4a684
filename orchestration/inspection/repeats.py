"""Samples of the same tag and time: the same window exported twice, or again with other values; in bounded memory.

Of each sample two hashes are kept, of its tag and time and of these with its value. When they become too many, a part
of them is dropped by the first hash, so that all samples of one tag and time stay or go together, and the counts are
estimates by that part.
"""

from dataclasses import dataclass, field

import polars as pl

_MOST_KEPT = 2_000_000
_KEPT = pl.Schema({"key": pl.UInt64(), "content": pl.UInt64()})


@dataclass(frozen=True)
class RepeatCounts:
    """equal: samples that are there already with the same value; other: with another value, of which the last counts.

    is_estimate: whether the counts are of a part of the file, scaled up.
    """

    equal: int
    other: int
    is_estimate: bool


@dataclass
class Repeats:
    """Collects the hashes of samples, batch by batch."""

    _share: int = 1
    _kept: list[pl.DataFrame] = field(default_factory=list)
    _count: int = 0

    def add(self, rows: pl.DataFrame) -> None:
        """Add a batch's samples."""
        hashes = rows.select(
            pl.struct("tag", "ts_utc").hash().alias("key"),
            pl.struct("tag", "ts_utc", "value_num", "value_text").hash().alias("content"),
        )
        self._keep(self._part(hashes))
        while self._count > _MOST_KEPT:
            self._share *= 2
            kept, self._kept, self._count = pl.concat(self._kept), [], 0
            self._keep(self._part(kept))

    def counts(self) -> RepeatCounts:
        """How many samples are there again."""
        kept = pl.concat(self._kept) if self._kept else pl.DataFrame(schema=_KEPT)
        contents, keys = kept["content"].n_unique(), kept["key"].n_unique()
        scale = self._share
        return RepeatCounts((kept.height - contents) * scale, (contents - keys) * scale, scale > 1)

    def _part(self, hashes: pl.DataFrame) -> pl.DataFrame:
        return hashes if self._share == 1 else hashes.filter(pl.col("key") % self._share == 0)

    def _keep(self, hashes: pl.DataFrame) -> None:
        self._kept.append(hashes)
        self._count += hashes.height
