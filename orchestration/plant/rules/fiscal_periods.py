"""fiscal_periods.csv: each period once, and no production date in two."""

from itertools import pairwise

from orchestration.plant.errors import Problems
from orchestration.plant.files.csv_table import CsvTable
from orchestration.plant.rows import FiscalPeriod


def check_fiscal_periods(periods: CsvTable[FiscalPeriod], problems: Problems) -> None:
    """Find periods named twice and periods that overlap."""
    lines: dict[str, int] = {}
    for line, period in periods.rows:
        if period.period in lines:
            message = f"the period {period.period!r} is there already, in line {lines[period.period]}."
            problems.add(periods.name, line, "period", message, "Keep one, or give this one a name of its own.")
        lines.setdefault(period.period, line)
    in_order = sorted(periods.rows, key=lambda located: (located.row.start, located.line))
    for (_, before), (line, after) in pairwise(in_order):
        if after.start <= before.end:
            message = (
                f"the period {after.period!r} starts on {after.start}, within {before.period!r} (to {before.end})."
            )
            problems.add(periods.name, line, "start", message, "Let each production date be in one period.")
