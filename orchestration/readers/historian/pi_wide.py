"""PI System: one column a point and one line an instant, as DataLink's sampled data is saved from a sheet."""

from collections.abc import Callable

import polars as pl

from orchestration.readers.historian import delimited_wide
from orchestration.readers.historian.pi_points import PiOptions, recognise_points, texts_on_numeric_points
from orchestration.readers.recognition import Recognition, Sample


class Options(PiOptions, delimited_wide.Options):
    """Options of `historian.pi_wide`."""


class _PiWideReader(delimited_wide.DelimitedWideReader[Options]):
    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By English months, and states of PI's system."""
        return recognise_points(super().recognise(sample), sample)

    def judge(self, options: Options, /) -> Callable[[pl.DataFrame], pl.DataFrame]:
        return texts_on_numeric_points(options)


READER = _PiWideReader("historian.pi_wide", Options)
