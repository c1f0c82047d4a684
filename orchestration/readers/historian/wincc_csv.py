"""WinCC and TIA Portal data logs: `"VarName";"TimeString";"VarValue";"Validity";"Time_ms"`.

TimeString is written by the panel's language, in one file sometimes in two ways; Time_ms, a millionth of a
spreadsheet's serial day in local time, is the sure one. Numbers may have points and commas in one file.
"""

from types import MappingProxyType

import polars as pl
from pydantic import Field

from orchestration.readers.historian import delimited_long
from orchestration.readers.historian.vendor_recognition import as_vendors, has_columns
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import NO_SAMPLE
from orchestration.readers.text_options import Character, TimeFormats

_MARKERS = {
    "$RT_OFF$": "the runtime was stopped or the log closed",
    "$RT_DIS$": "logging was switched off",
    "$RT_COUNT$": "the count of a circular log's records",
}


class Options(delimited_long.Options):
    """Options of `historian.wincc_csv`."""

    separator: Character = Field(default=";", description="Character between fields; `tab` for a tabulator.")
    decimal: str = Field(
        default=",", pattern=r"^[.,]$", description="Decimal mark; with `,` a point is read as a decimal mark as well."
    )
    good: tuple[str, ...] = Field(default=("1",), description="Validity that means good.")
    uncertain: tuple[str, ...] = Field(default=(), description="Validity that means uncertain.")
    bad: tuple[str, ...] = Field(default=("0",), description="Validity that means bad.")
    time_format: TimeFormats = Field(
        default="time_ms",
        description="time_ms is what Time_ms has. Where TimeString is to be read instead (time_column), its format, or "
        "a list of them.",
    )


# A guess from the head would fix one decimal mark, and Time_ms looks like no time.
_KNOWN_BETTER = ("time_format", "decimal", "thousands")


class _WinccReader(delimited_long.DelimitedLongReader[Options]):
    usual_names = MappingProxyType({**delimited_long.USUAL_NAMES, "time": ("time_ms",)})

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the columns VarName and Time_ms."""
        if not has_columns(sample, "varname", "time_ms"):
            return None
        return as_vendors(super().recognise(sample), "its header names VarName and Time_ms", without=_KNOWN_BETTER)

    def prepared(self, frame: pl.DataFrame, _options: Options, /) -> pl.DataFrame:
        tag = pl.col("tag").str.strip_chars()
        reasons = [f"{NO_SAMPLE}{marker}, {meaning}" for marker, meaning in _MARKERS.items()]
        left_out = tag.replace_strict(list(_MARKERS), reasons, default=None, return_dtype=pl.String)
        return frame.with_columns(left_out.alias("left_out"))


READER = _WinccReader("historian.wincc_csv", Options)
