"""Rows that would be rejected: how many for which reason, with the first of them."""

import re
from dataclasses import dataclass, field

import polars as pl

from orchestration.readers.rejected_rows import FILTERED, NO_SAMPLE

_PARTICULARS = r"'[^']*'|\"[^\"]*\"|\d+([.,]\d+)*"
_MOST_REASONS = 50
_LEFT_OUT = (FILTERED, NO_SAMPLE)


@dataclass(frozen=True)
class Rejection:
    """Rows rejected for like reasons. reason, line, member and raw are the first one's; raw is cut.

    is_left_out: the rows are known to be no samples, and nothing is lost.
    """

    count: int
    reason: str
    line: int
    member: str | None
    raw: str
    is_left_out: bool


@dataclass
class Rejections:
    """Collects rejected rows, batch by batch."""

    total: int = 0
    left_out: int = 0
    _found: dict[str, Rejection] = field(default_factory=dict)

    def add(self, rejected: pl.DataFrame) -> None:
        """Count rejected rows of a batch (schema REJECTED)."""
        if not rejected.height:
            return
        self.total += rejected.height
        alike = (
            rejected.with_columns(pl.col("reason").str.replace_all(_PARTICULARS, "…").alias("kind"))
            .group_by("kind", maintain_order=True)
            .agg(pl.len().alias("count"), pl.all().first())
        )
        for row in alike.iter_rows(named=True):
            is_left_out = row["reason"].startswith(_LEFT_OUT)
            self.left_out += row["count"] if is_left_out else 0
            known = self._found.get(row["kind"])
            if known is None and len(self._found) >= _MOST_REASONS:
                continue
            count = row["count"] + (known.count if known else 0)
            first = known or Rejection(0, row["reason"], row["row_no"], row["member"], _shown(row["raw"]), is_left_out)
            self._found[row["kind"]] = Rejection(
                count, first.reason, first.line, first.member, first.raw, first.is_left_out
            )

    @property
    def lost(self) -> int:
        """Rows that would be rejected and are not known to be no samples."""
        return self.total - self.left_out

    def found(self) -> tuple[Rejection, ...]:
        """The reasons, the most frequent first."""
        return tuple(sorted(self._found.values(), key=lambda one: -one.count))


def _shown(raw: str) -> str:
    return re.sub(r"\s+", " ", raw)[:120]
