"""Which quality codes a file has, how often, and what each is taken for."""

from dataclasses import dataclass, field

import polars as pl

from orchestration.readers.schema import BAD, GOOD, UNCERTAIN

LEVEL_NAMES = {GOOD: "good", UNCERTAIN: "uncertain", BAD: "bad"}
_MOST_CODES = 200
_CODES = pl.Schema({"code": pl.String(), "level": pl.Int8(), "samples": pl.Int64()})


@dataclass(frozen=True)
class QualityCode:
    """A code or word as the file has it (None: it has none), what it is taken for, and of how many samples.

    Where a value's text itself says that it is none (`Bad`, `NaN`), it is bad whatever the code.
    """

    code: str | None
    taken_for: str
    samples: int


@dataclass
class Qualities:
    """Collects the codes, batch by batch."""

    _codes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_CODES))

    def add(self, rows: pl.DataFrame) -> None:
        """Count the codes of a batch's samples."""
        found = rows.group_by(pl.col("quality_raw").alias("code"), pl.col("quality").alias("level")).agg(
            pl.len().alias("samples")
        )
        merged = pl.concat([self._codes, found.cast(_CODES)]).group_by("code", "level").agg(pl.col("samples").sum())
        self._codes = merged.sort("samples", "code", "level", descending=True, nulls_last=True).head(_MOST_CODES)

    def codes(self) -> tuple[QualityCode, ...]:
        """The codes, the most frequent first."""
        return tuple(QualityCode(code, LEVEL_NAMES[level], n) for code, level, n in self._codes.iter_rows())
