"""PI System: one event a line, `tag,time,value`, as `piconfig` writes it without a header and DataLink with one.

Lines that begin with `*` or `@` are piconfig's prompts, echoes and rulers. Times are `dd-MMM-yy HH:mm:ss.fff` with
English months and no zone.
"""

from collections.abc import Callable

import polars as pl
from pydantic import Field

from orchestration.readers.delimited_lines import divide
from orchestration.readers.historian import delimited_long
from orchestration.readers.historian.pi_points import PiOptions, recognise_points, texts_on_numeric_points
from orchestration.readers.recognition import Recognition, Sample


class Options(PiOptions, delimited_long.Options):
    """Options of `historian.pi_csv`."""

    header: bool = Field(
        default=True,
        description="Whether there may be a header: a first line that has none of the usual names is taken for data, "
        "unless a column is given by its name.",
    )
    comment_prefixes: tuple[str, ...] = Field(
        default=("*", "@"), description="Lines that start so are skipped and not counted."
    )

    def names_columns(self, first_line: str, /) -> bool:
        """Whether the first line names the columns."""
        given = (self.tag_column, self.time_column, self.value_column, self.quality_column)
        if not self.header or any(isinstance(column, str) for column in given):
            return self.header
        usual = {name for names in delimited_long.USUAL_NAMES.values() for name in names}
        return any(field.strip().lower() in usual for field in divide(first_line, self) or ())


class _PiReader(delimited_long.DelimitedLongReader[Options]):
    joins = False

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By English months, and states of PI's system."""
        return recognise_points(super().recognise(sample), sample)

    def judge(self, options: Options, /) -> Callable[[pl.DataFrame], pl.DataFrame]:
        return texts_on_numeric_points(options)


READER = _PiReader("historian.pi_csv", Options)
