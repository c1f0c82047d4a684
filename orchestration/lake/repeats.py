"""Whether a file of samples may tell one tag's instant twice: found while it is read, at little cost.

Most files never do, and are then spared the comparison of their own rows (`row_changes`). The answer may be yes for a
file that does not (an unusual order), never no for one that does.
"""

from datetime import datetime

import polars as pl

_SPAN = (pl.col("ts_utc").min().alias("low"), pl.col("ts_utc").max().alias("high"))


class RepeatWatch:
    """Watches the frames of one file, which need `tag` and `ts_utc`.

    Files are written instant by instant, forward or backward, or tag by tag. Of the first kind each frame follows the
    frames before it in time; of the second each tag's times in a frame follow those before.
    """

    def __init__(self) -> None:
        self.may_repeat = False
        self._is_by_tag = False
        self._span: tuple[datetime, datetime] | None = None
        # Tags at the first and at the last instant so far, where the next frame may go on.
        self._edges = (pl.Series(dtype=pl.String), pl.Series(dtype=pl.String))
        # Each tag's first and last instant so far: known while frames have one tag, and of the first frame, which is
        # held until the second one shows whether this is needed.
        self._tags: pl.DataFrame | None = None
        self._held: pl.DataFrame | None = None

    def add(self, rows: pl.DataFrame) -> None:
        """Look at one more frame of the file."""
        if self.may_repeat or rows.is_empty():
            return
        low, high = rows.select(_SPAN).row(0)
        if not _in_turn(rows) and not _all_differ(rows):
            self.may_repeat = True
        elif self._span is None:
            self._span, self._edges = (low, high), (_tags_at(rows, low), _tags_at(rows, high))
            self._tags, self._held = (_by_tag(rows), None) if _is_one_tag(rows) else (None, rows)
        elif not self._is_by_tag and (low >= self._span[1] or high <= self._span[0]):
            self._go_on_in_time(rows, self._span, (low, high))
        else:
            self._go_on_by_tag(rows)

    def _go_on_in_time(
        self, rows: pl.DataFrame, before: tuple[datetime, datetime], own: tuple[datetime, datetime]
    ) -> None:
        first, last = _tags_at(rows, own[0]), _tags_at(rows, own[1])
        if own[0] >= before[1]:
            meeting = first if own[0] == before[1] else None
            known = self._edges[1]
            self._edges = (self._edges[0], last if own[1] > before[1] else pl.concat([known, last]))
        else:
            meeting = last if own[1] == before[0] else None
            known = self._edges[0]
            self._edges = (first if own[0] < before[0] else pl.concat([known, first]), self._edges[1])
        self.may_repeat = meeting is not None and bool(meeting.is_in(known.implode()).any())
        self._span = (min(own[0], before[0]), max(own[1], before[1]))
        goes_on = self._tags is not None and _is_one_tag(rows)
        self._tags = _merged(self._tags, _by_tag(rows)) if self._tags is not None and goes_on else None
        self._held = None

    def _go_on_by_tag(self, rows: pl.DataFrame) -> None:
        if self._held is not None:
            self._tags, self._held = _by_tag(self._held), None
        if self._tags is None:
            self.may_repeat = True
            return
        self._is_by_tag = True
        own = _by_tag(rows)
        meeting = own.join(self._tags, on="tag", suffix="_before").filter(
            (pl.col("low") <= pl.col("high_before")) & (pl.col("high") >= pl.col("low_before"))
        )
        self.may_repeat = meeting.height > 0
        self._tags = _merged(self._tags, own)


def _in_turn(rows: pl.DataFrame) -> bool:
    """Whether the tags come in the same turn all the time, each later than before: then no instant is told twice."""
    tags, times = rows["tag"], rows["ts_utc"].to_physical()
    following = (tags.slice(1) == tags[0]).arg_max()
    if following is None:
        return False
    turn = following + 1
    rest = rows.height - turn
    return bool(
        (times.slice(turn) > times.head(rest)).all()
        and (tags.slice(turn) == tags.head(rest)).all()
        and tags.head(turn).n_unique() == turn
    )


def _all_differ(rows: pl.DataFrame) -> bool:
    # The same tag and time give the same sum of hashes; that others do by chance only costs a comparison.
    instants = rows.select(pl.col("tag").hash() + pl.col("ts_utc").to_physical().cast(pl.UInt64)).to_series()
    return instants.n_unique() == rows.height


def _by_tag(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.group_by("tag").agg(*_SPAN)


def _merged(before: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([before, own]).group_by("tag").agg(pl.col("low").min(), pl.col("high").max())


def _is_one_tag(rows: pl.DataFrame) -> bool:
    tags = rows["tag"]
    return bool(tags[0] == tags[-1] and (tags == tags[0]).all())


def _tags_at(rows: pl.DataFrame, instant: datetime) -> pl.Series:
    return rows.filter(pl.col("ts_utc") == instant)["tag"]
