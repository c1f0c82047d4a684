"""What a tag's values are: numbers or texts, their bounds, and the distinct ones while they are few."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from orchestration.readers.schema import BAD, GOOD, UNCERTAIN

MOST_TEXTS = 64
"""Distinct texts of a tag that are kept, the most frequent ones."""
MOST_NUMBERS = 32
"""Distinct numbers of a tag up to which they are kept; of a tag with more, none are."""

_TEXT_SHOWN = 200
_STATS = pl.Schema(
    {
        "tag": pl.String(),
        "samples": pl.Int64(),
        "numbers": pl.Int64(),
        "texts": pl.Int64(),
        "good": pl.Int64(),
        "uncertain": pl.Int64(),
        "bad": pl.Int64(),
        "first": pl.Datetime("us", "UTC"),
        "last": pl.Datetime("us", "UTC"),
        "least": pl.Float64(),
        "most": pl.Float64(),
        "fractions": pl.Int64(),
    }
)
_DISTINCT = pl.Schema({"tag": pl.String(), "value": pl.String(), "is_bad": pl.Boolean(), "count": pl.Int64()})
_NUMBERS = pl.Schema({"tag": pl.String(), "value": pl.Float64(), "count": pl.Int64()})


@dataclass(frozen=True)
class ValueProfile:
    """A tag's samples and values.

    numbers and texts: samples that are usable (not bad) and have such a value. least, most: of usable numbers.
    fractions: usable numbers that are not whole. distinct_texts, distinct_numbers: with their counts, the most frequent
    first; bad_texts: what is written instead of a value. has_more_texts: whether there are more.
    """

    samples: int
    numbers: int
    texts: int
    good: int
    uncertain: int
    bad: int
    first: datetime
    last: datetime
    least: float | None
    most: float | None
    fractions: int
    distinct_texts: dict[str, int] = field(default_factory=dict)
    distinct_numbers: dict[float, int] = field(default_factory=dict)
    bad_texts: dict[str, int] = field(default_factory=dict)
    has_more_texts: bool = False


@dataclass
class Values:
    """Collects the values of all tags."""

    _stats: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_STATS))
    _texts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_DISTINCT))
    _numbers: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_NUMBERS))
    _with_more_texts: set[str] = field(default_factory=set)
    _with_more_numbers: set[str] = field(default_factory=set)

    def add(self, rows: pl.DataFrame) -> None:
        """Add a batch's samples."""
        self._stats = _merged(pl.concat([self._stats, _stats_of(rows)]))
        self._add_texts(rows.filter(pl.col("value_text").is_not_null()))
        usable = (pl.col("quality") > BAD) & pl.col("value_num").is_not_null()
        self._add_numbers(rows.filter(usable & ~pl.col("tag").is_in(list(self._with_more_numbers))))

    def profiles(self) -> dict[str, ValueProfile]:
        """The profile of each tag, in the order in which they first come in the file."""
        texts, bad_texts = (_by_tag(self._texts.filter(pl.col("is_bad") == is_bad)) for is_bad in (False, True))
        numbers = _by_tag(self._numbers)
        return {
            row["tag"]: ValueProfile(
                **{name: value for name, value in row.items() if name != "tag"},
                distinct_texts=texts.get(row["tag"], {}),
                distinct_numbers=numbers.get(row["tag"], {}),
                bad_texts=bad_texts.get(row["tag"], {}),
                has_more_texts=row["tag"] in self._with_more_texts,
            )
            for row in self._stats.iter_rows(named=True)
        }

    def _add_texts(self, rows: pl.DataFrame) -> None:
        if not rows.height:
            return
        is_bad = (pl.col("quality") == BAD).alias("is_bad")
        found = rows.group_by("tag", pl.col("value_text").str.head(_TEXT_SHOWN).alias("value"), is_bad).agg(
            pl.len().alias("count")
        )
        texts = pl.concat([self._texts, found.select(_DISTINCT.names()).cast(_DISTINCT)])
        texts = (
            texts.group_by("tag", "value", "is_bad").agg(pl.col("count").sum()).sort("count", "value", descending=True)
        )
        place = pl.int_range(pl.len()).over("tag", "is_bad")
        self._with_more_texts |= set(texts.filter((place >= MOST_TEXTS) & ~pl.col("is_bad"))["tag"])
        self._texts = texts.filter(place < MOST_TEXTS)

    def _add_numbers(self, rows: pl.DataFrame) -> None:
        if not rows.height:
            return
        found = rows.group_by("tag", pl.col("value_num").alias("value")).agg(pl.len().alias("count"))
        numbers = pl.concat([self._numbers, found.cast(_NUMBERS)]).group_by("tag", "value").agg(pl.col("count").sum())
        more = numbers.group_by("tag").len().filter(pl.col("len") > MOST_NUMBERS)
        self._with_more_numbers |= set(more["tag"])
        self._numbers = numbers.join(more, on="tag", how="anti").sort("count", "value", descending=True)


def _stats_of(rows: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("value_num").filter(pl.col("quality") > BAD)
    text = pl.col("value_text").filter(pl.col("quality") > BAD)
    return (
        rows.group_by("tag", maintain_order=True)
        .agg(
            pl.len().alias("samples"),
            number.count().alias("numbers"),
            text.count().alias("texts"),
            *((pl.col("quality") == level).sum().alias(name) for name, level in _LEVELS),
            pl.col("ts_utc").min().alias("first"),
            pl.col("ts_utc").max().alias("last"),
            number.min().alias("least"),
            number.max().alias("most"),
            (number != number.floor()).sum().alias("fractions"),
        )
        .cast(_STATS)
    )


_LEVELS = (("good", GOOD), ("uncertain", UNCERTAIN), ("bad", BAD))
_SUMMED = ("samples", "numbers", "texts", "good", "uncertain", "bad", "fractions")


def _merged(stats: pl.DataFrame) -> pl.DataFrame:
    return (
        stats.group_by("tag", maintain_order=True)
        .agg(
            *(pl.col(name).sum() for name in _SUMMED),
            pl.col("first").min(),
            pl.col("last").max(),
            pl.col("least").min(),
            pl.col("most").max(),
        )
        .select(_STATS.names())
    )


def _by_tag(distinct: pl.DataFrame) -> dict[str, dict[Any, int]]:
    found: dict[str, dict[Any, int]] = {}
    for tag, value, count in distinct.select("tag", "value", "count").iter_rows():
        found.setdefault(tag, {})[value] = count
    return found
