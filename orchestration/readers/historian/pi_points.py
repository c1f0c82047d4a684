"""Points of the PI System: any of them can hold a digital state of the system among its values.

There are over 300 such states, and they may be translated. So the known ones are bad wherever they stand, and on a
point that has numbers any other text is bad as well; the text is kept. A point that has only texts is a digital or
string point, whose texts are its values.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase

import polars as pl
from pydantic import Field

from orchestration.readers.dialect import dialect_of
from orchestration.readers.historian.delimited_samples import DelimitedSampleOptions
from orchestration.readers.historian.vendor_recognition import as_vendors
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.samples import SampleOptions
from orchestration.readers.schema import BAD
from orchestration.readers.text_options import TimeFormats

_POINTS_REMEMBERED = 1_000_000
_SYSTEM_STATES = ("I/O Timeout", "Pt Created", "Scan Off", "Intf Shut", "No Data", "Bad Input", "Arc Off-line")
"""States by which PI is known, for hardly any other system writes them."""


PI_BAD_VALUES = (
    "Access Denied", "Arc Off-line", "Arc Offline", "Archive Offline", "Bad", "Bad Data", "Bad Input",
    "Bad Lab Data", "Bad Output", "Bad Total", "Bad_Quality", "Calc Crash", "Calc Failed", "Calc Off",
    "Calc Overflow", "Calc Timeout", "Coercion Failed", "Comm Fail", "Configure", "DCS Failed", "Equip Fail",
    "I/O Timeout", "Inp OutRange", "Intf Shut", "Invalid Data", "Invalid Float", "ManEntry Fail", "No Data",
    "No Lab Data", "No Result", "No Sample", "No_Sample", "Not Connect", "Not Converge", "Over Range",
    "Pt Created", "Sample Bad", "Scan Off", "Scan Timeout", "Set to Bad", "Shutdown", "Trace Off",
    "Under Range", "NaN", "inf", "-inf", "1.#QNAN", "#N/A",
)  # fmt: skip
"""Digital states of the system, and what DataLink writes instead of a value."""


class PointOptions(SampleOptions):
    """Options of points that may hold states of the system among their numbers."""

    text_tags: tuple[str, ...] = Field(
        default=(),
        description="Points whose texts are values although some of them look like numbers, such as batch numbers; `*` "
        "stands for any characters. On every other point that has a number, any text is bad.",
    )


class PiOptions(PointOptions, DelimitedSampleOptions):
    """Options of every text export of the PI System."""

    bad_values: tuple[str, ...] = Field(
        default=PI_BAD_VALUES,
        description="Digital states of the system, and what DataLink writes instead of a value (any case): kept as "
        "value_text, quality bad.",
    )
    time_format: TimeFormats = Field(
        default=("%d-%b-%y %H:%M:%S.%f", "%d-%b-%Y %H:%M:%S.%f", "%d-%b-%y %H:%M", "%d-%b-%Y %H:%M"),
        description="Day, English short name of the month, and year, which is PI's own way; DataLink writes what the "
        "sheet's cells are formatted to.",
    )


def recognise_points(found: Recognition | None, sample: Sample) -> Recognition | None:
    """What was found by the columns, as an export of PI: by months in words, and states of its system among values."""
    dialect = dialect_of(sample)
    if dialect is None or found is None or not dialect.time_columns:
        return None
    times = dialect.time_columns[0].times
    if times is None or "%b" not in str(times.formats[0]):
        return None
    texts = {text.lower(): text for column in dialect.columns for text in column.filled}
    state = next((texts[state.lower()] for state in _SYSTEM_STATES if state.lower() in texts), None)
    without = {"header", "comment_prefixes"}
    if _is_covered(times.formats[0]):
        without.add("time_format")
    if state is not None:
        mark = f"its times have English months, and among its values stands PI's state {state!r}"
        return as_vendors(found, mark, without=without)
    return as_vendors(found, "its times have English months, as PI's", likeness=Likeness.LIKELY, without=without)


def _is_covered(formats: str | tuple[str, ...]) -> bool:
    """Whether the default reads the formats too; a format with a fraction reads times without one."""
    told = PiOptions.model_validate({"time_format": [formats] if isinstance(formats, str) else formats}).time_format
    return {one.replace("%.f", "") for one in told} <= {one.replace("%.f", "") for one in PiOptions().time_format}


def texts_on_numeric_points(options: PointOptions) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """A function that makes texts bad on points that have a number in the same batch or in one before it."""
    numeric: set[str] = set()
    patterns = [options.tag_prefix + pattern for pattern in options.text_tags]

    def judged(rows: pl.DataFrame) -> pl.DataFrame:
        found = rows.filter(pl.col("value_num").is_not_null())["tag"].unique().to_list()
        known = numeric.union(found)
        if len(known) <= _POINTS_REMEMBERED:
            numeric.update(found)
        is_text = pl.col("value_text").is_not_null()
        odd = [
            tag
            for tag in rows.filter(is_text)["tag"].unique()
            if tag in known and not any(fnmatchcase(tag, pattern) for pattern in patterns)
        ]
        if not odd:
            return rows
        quality = pl.when(is_text & pl.col("tag").is_in(odd)).then(pl.lit(BAD, pl.Int8)).otherwise("quality")
        return rows.with_columns(quality.alias("quality"))

    return judged
