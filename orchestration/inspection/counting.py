"""Whether a tag's numbers only rise, as a counter's do, and how it falls: at a limit (rollover) or anywhere (reset)."""

from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from orchestration.readers.schema import BAD

USUAL_LIMITS = (
    255, 999, 4095, 9999, 32767, 65535, 99999, 999_999, 9_999_999, 16_777_215, 99_999_999, 999_999_999,
    2**31 - 1, 2**32 - 1,
)  # fmt: skip
"""Last values before zero of counters in use: whole digits of a display, and 8, 12, 15, 16, 24, 31 and 32 bits."""

_MOST_DROPS = 64
_LAST = pl.Schema({"tag": pl.String(), "ts_utc": pl.Datetime("us", "UTC"), "value_num": pl.Float64()})
_STEPS = pl.Schema(
    {"tag": pl.String(), "rises": pl.Int64(), "falls": pl.Int64(), "rest": pl.Int64(), "largest_rise": pl.Float64(),
     "risen": pl.Float64()}
)  # fmt: skip
_DROPS = pl.Schema(
    {
        "tag": pl.String(),
        "at": pl.Datetime("us", "UTC"),
        "before": pl.Float64(),
        "after": pl.Float64(),
        "gap_s": pl.Float64(),
    }
)


@dataclass(frozen=True)
class Drop:
    """A number lower than the one before it. gap_s: the time between the two."""

    at: datetime
    before: float
    after: float
    gap_s: float


@dataclass(frozen=True)
class StepProfile:
    """Steps from one usable number of a tag to the next one in time.

    rest: steps without a change. risen: sum of all rises. drops: the first ones.
    """

    rises: int
    falls: int
    rest: int
    largest_rise: float
    risen: float
    drops: tuple[Drop, ...]


@dataclass
class Steps:
    """Collects the steps of all tags' numbers."""

    _last: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_LAST))
    _steps: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_STEPS))
    _drops: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_DROPS))

    def add(self, rows: pl.DataFrame) -> None:
        """Add a batch's samples, in file order: ascending or descending, each step is taken in the order of time."""
        usable = rows.filter(pl.col("value_num").is_not_null() & (pl.col("quality") > BAD))
        numbers = pl.concat([self._last, usable.select("tag", "ts_utc", "value_num")])
        self._last = numbers.group_by("tag", maintain_order=True).last()
        steps = _in_time(numbers)
        summed = steps.group_by("tag").agg(
            (pl.col("change") > 0).sum().alias("rises"),
            (pl.col("change") < 0).sum().alias("falls"),
            (pl.col("change") == 0).sum().alias("rest"),
            pl.col("change").max().clip(0).alias("largest_rise"),
            pl.col("change").filter(pl.col("change") > 0).sum().alias("risen"),
        )
        counted = ("rises", "falls", "rest", "risen")
        self._steps = (
            pl.concat([self._steps, summed.select(_STEPS.names()).cast(_STEPS)])
            .group_by("tag")
            .agg(*(pl.col(name).sum() for name in counted), pl.col("largest_rise").max())
            .select(_STEPS.names())
        )
        drops = steps.filter(pl.col("change") < 0).select(_DROPS.names())
        self._drops = (
            pl.concat([self._drops, drops.cast(_DROPS)]).group_by("tag", maintain_order=True).head(_MOST_DROPS)
        )

    def profiles(self) -> dict[str, StepProfile]:
        """The profile of each tag with more than one usable number."""
        drops: dict[str, list[Drop]] = {}
        for tag, *drop in self._drops.select(_DROPS.names()).iter_rows():
            drops.setdefault(tag, []).append(Drop(*drop))
        return {
            row.pop("tag"): StepProfile(**row, drops=tuple(drops.get(tag, ())))
            for row in self._steps.iter_rows(named=True)
            for tag in (row["tag"],)
        }


def _in_time(numbers: pl.DataFrame) -> pl.DataFrame:
    shifted = numbers.with_columns(
        pl.col("ts_utc").shift(1).over("tag").alias("other"), pl.col("value_num").shift(1).over("tag").alias("was")
    ).filter(pl.col("other").is_not_null() & (pl.col("other") != pl.col("ts_utc")))
    is_forwards = pl.col("ts_utc") > pl.col("other")
    return shifted.select(
        "tag",
        pl.max_horizontal("ts_utc", "other").alias("at"),
        pl.when(is_forwards).then("was").otherwise("value_num").alias("before"),
        pl.when(is_forwards).then("value_num").otherwise("was").alias("after"),
        ((pl.col("ts_utc") - pl.col("other")).dt.total_microseconds().abs() / 1e6).alias("gap_s"),
    ).with_columns((pl.col("after") - pl.col("before")).alias("change"))
