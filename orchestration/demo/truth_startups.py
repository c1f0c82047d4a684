"""The truth about start-ups: the time soon after the first producing that follows rest, a set-up or a breakdown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise

from orchestration.demo.truth_time import Segment

STARTED_AFTER = ("unscheduled", "changeover", "breakdown")


def startups(segments: list[Segment], window_s: int) -> list[tuple[int, int]]:
    """Begin and end of each start-up of a unit, in order of time; they may overlap."""
    found, is_due = [], False
    for segment in segments:
        if segment.bucket in STARTED_AFTER:
            is_due = True
        elif segment.bucket == "producing" and is_due:
            found.append((segment.start, segment.start + window_s))
            is_due = False
    return found


def cut_at_startups(segments: list[Segment], window_s: int) -> list[Segment]:
    """The segments cut once more where a start-up ends; those within one are marked."""
    windows = startups(segments, window_s)
    ends = sorted({end for _, end in windows})
    pieces: list[Segment] = []
    for segment in segments:
        cuts = [segment.start, *ends[bisect_right(ends, segment.start) : bisect_left(ends, segment.end)], segment.end]
        for start, end in pairwise(cuts):
            is_startup = any(begun <= start < until for begun, until in windows)
            pieces.append(replace(segment, start=start, end=end, is_startup=is_startup))
    return pieces
