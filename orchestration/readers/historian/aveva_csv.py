"""AVEVA Historian (Wonderware): `TagName, DateTime, Value, vValue, Quality, QualityDetail, OPCQuality`.

Value is NULL for string tags, whose values are in vValue. A sample is as good as the worst of its three qualities
says; quality_raw has them all, as `Quality=133;QualityDetail=252;OPCQuality=192`.
"""

from collections.abc import Mapping

import polars as pl

from orchestration.readers.delimited_records import Layout
from orchestration.readers.historian import delimited_long
from orchestration.readers.historian.vendor_recognition import as_vendors, has_columns
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.samples import is_code
from orchestration.readers.schema import BAD, GOOD, UNCERTAIN

_COLUMNS = ("Quality", "QualityDetail", "OPCQuality")
_QUALITY: Mapping[int, int] = {0: GOOD, 1: BAD, 16: UNCERTAIN, 133: GOOD}
"""Good, bad, doubtful; the initial value of a query is the good one that held when its window began."""

_DETAIL: Mapping[int, int] = dict.fromkeys((0, 1, 10, 24, 33, 64, 249), BAD) | dict.fromkeys((16, 17, 20), UNCERTAIN)
"""By the lowest byte; 24: communication failed, 249: not a number. First values (44, 150, 151, 248, 252) are good."""


class Options(delimited_long.Options):
    """Options of `historian.aveva_csv`."""

    def quality_of(self, text: str) -> int:
        """The worst of the qualities told by a text such as `Quality=0;OPCQuality=192`."""
        return min(self._quality_of_one(part) for part in text.split(";"))

    def _quality_of_one(self, part: str) -> int:
        name, _, code = part.rpartition("=")
        if not self.is_quality_word(part):
            if name == "Quality" and is_code(code):
                return _QUALITY.get(int(code), super().quality_of(""))
            if name == "QualityDetail" and is_code(code):
                return _DETAIL.get(int(code) & 0xFF, GOOD)
        return super().quality_of(part if self.is_quality_word(part) else code)


class _AvevaReader(delimited_long.DelimitedLongReader[Options]):
    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By TagName and DateTime with vValue, QualityDetail or OPCQuality."""
        for mark in ("vValue", "QualityDetail", "OPCQuality"):
            if has_columns(sample, "tagname", "datetime", mark.lower()):
                return as_vendors(super().recognise(sample), f"its header names TagName, DateTime and {mark}")
        return None

    def columns(self, layout: Layout, options: Options) -> dict[str, int]:
        columns = super().columns(layout, options)
        if options.quality_column is None:
            names = [name.lower() for name in layout.names]
            columns.pop("quality", None)
            columns |= {name: names.index(name.lower()) for name in _COLUMNS if name.lower() in names}
        return columns

    def prepared(self, frame: pl.DataFrame, _options: Options, /) -> pl.DataFrame:
        told = [name for name in _COLUMNS if name in frame.columns]
        if not told:
            return frame
        quality = pl.concat_str([pl.format("{}={}", pl.lit(name), name) for name in told], separator=";")
        return frame.with_columns(quality.alias("quality"))


READER = _AvevaReader("historian.aveva_csv", Options)
