"""How far apart a tag's samples are, and whether they go forwards: in bounded memory, from batches in file order."""

import math
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

_PER_OCTAVE = 4
_LAST = pl.Schema({"tag": pl.String(), "ts_utc": pl.Datetime("us", "UTC")})
_SPREAD = pl.Schema({"tag": pl.String(), "class": pl.Int16(), "steps": pl.Int64(), "total_us": pl.Int64()})
_ORDER = pl.Schema(
    {
        "tag": pl.String(),
        "forwards": pl.Int64(),
        "backwards": pl.Int64(),
        "standing": pl.Int64(),
        "longest_us": pl.Int64(),
        "longest_from": pl.Datetime("us", "UTC"),
    }
)
_ALIKE_SHARE = 0.8
_SELDOM = 5


@dataclass(frozen=True)
class IntervalProfile:
    """Steps from one sample of a tag to the next one in the file.

    median_s is good to a few per cent. is_regular: whether nearly all are equally long. gap_from: begin of the longest.
    """

    forwards: int
    backwards: int
    standing: int
    median_s: float | None
    longest_s: float | None
    gap_from: datetime | None
    is_regular: bool

    @property
    def order(self) -> str:
        """`ascending` or `descending`, with the number of steps against it; `mixed` where they are many."""
        fewer = min(self.forwards, self.backwards)
        if fewer * _SELDOM > self.forwards + self.backwards:
            return "mixed"
        if fewer:
            way, against = ("ascending", "back") if self.forwards > fewer else ("descending", "forth")
            return f"{way}, {fewer:,} {against}"
        return "ascending" if self.forwards else "descending" if self.backwards else "one time"


@dataclass
class Intervals:
    """Collects the steps of all tags."""

    _last: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_LAST))
    _spread: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_SPREAD))
    _order: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_ORDER))

    def add(self, rows: pl.DataFrame) -> None:
        """Add a batch's samples (tag, ts_utc), in file order."""
        times = pl.concat([self._last, rows.select("tag", "ts_utc")])
        self._last = times.group_by("tag", maintain_order=True).last()
        step = pl.col("ts_utc").diff().over("tag").dt.total_microseconds()
        steps = times.with_columns(step.alias("step")).drop_nulls("step").with_columns(pl.col("step").abs().alias("us"))
        sign = pl.col("step").sign()
        order = steps.group_by("tag").agg(
            (sign > 0).sum().cast(pl.Int64).alias("forwards"),
            (sign < 0).sum().cast(pl.Int64).alias("backwards"),
            (sign == 0).sum().cast(pl.Int64).alias("standing"),
            pl.col("us").max().alias("longest_us"),
            (pl.col("ts_utc") - pl.duration(microseconds=pl.max_horizontal("step", 0)))
            .get(pl.col("us").arg_max())
            .alias("longest_from"),
        )
        self._order = _longest_first(pl.concat([self._order, order.cast(_ORDER)]))
        spread = (
            steps.filter(pl.col("us") > 0)
            .group_by("tag", (pl.col("us").log(2) * _PER_OCTAVE).round(0).cast(pl.Int16).alias("class"))
            .agg(pl.len().cast(pl.Int64).alias("steps"), pl.col("us").sum().alias("total_us"))
        )
        self._spread = (
            pl.concat([self._spread, spread.cast(_SPREAD)])
            .group_by("tag", "class")
            .agg(pl.col("steps").sum(), pl.col("total_us").sum())
        )

    def profiles(self) -> dict[str, IntervalProfile]:
        """The profile of each tag with more than one sample."""
        spread: dict[str, list[tuple[int, int, int]]] = {}
        for tag, step_class, steps, total in self._spread.sort("tag", "class").iter_rows():
            spread.setdefault(tag, []).append((step_class, steps, total))
        return {row["tag"]: _profile(row, spread.get(row["tag"], [])) for row in self._order.iter_rows(named=True)}


def _longest_first(order: pl.DataFrame) -> pl.DataFrame:
    counted = ("forwards", "backwards", "standing")
    return (
        order.sort("longest_us", descending=True)
        .group_by("tag", maintain_order=True)
        .agg(*(pl.col(name).sum() for name in counted), pl.col("longest_us").first(), pl.col("longest_from").first())
    )


def _profile(row: dict[str, int], classes: list[tuple[int, int, int]]) -> IntervalProfile:
    total = sum(steps for _, steps, _ in classes)
    median, seen = None, 0
    for _, steps, micros in classes:
        seen += steps
        if seen * 2 >= total:
            median = micros / steps / 1e6
            break
    # Two neighbouring classes: a time that is near their edge falls into either.
    counts = {step_class: steps for step_class, steps, _ in classes}
    widest = max((steps + counts.get(step_class + 1, 0) for step_class, steps in counts.items()), default=0)
    longest = row["longest_us"] / 1e6 if row["longest_us"] else None
    return IntervalProfile(
        row["forwards"],
        row["backwards"],
        row["standing"],
        None if median is None or math.isnan(median) else median,
        longest,
        row["longest_from"],  # type: ignore[arg-type]
        total > 1 and widest >= _ALIKE_SHARE * total,
    )
