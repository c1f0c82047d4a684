"""InfluxDB annotated CSV: tables with rows `#datatype`, `#group`, `#default` and a header, divided by blank lines.

A record is a row of a table. Its value is of the type that #datatype says, so that the string `007` stays a text;
without that annotation it is told by its look. Times are RFC 3339. Columns that begin with an underscore are
InfluxDB's own, all other texts are tag keys of the series.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited_lines import divide
from orchestration.readers.delimited_records import Layout, Records, RecordSplitter, layout_of
from orchestration.readers.delimited_sections import divided, without_first_line
from orchestration.readers.historian.delimited_samples import DelimitedSampleOptions, cut_row
from orchestration.readers.historian.influx_tags import InfluxOptions, series_name, shorter_names
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import to_number
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import samples_frame, typed_samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TextOptions
from orchestration.readers.text_stream import Block, text_blocks
from orchestration.readers.timestamps import ISO_8601

_STARTS = re.compile(rb"^(?:#|\r?\n)", re.MULTILINE)
_FORMAT = DelimitedSampleOptions()
_TIME, _VALUE, _ERROR = "_time", "_value", "error"
_NO_KEYS = frozenset({"", "result", "table", "_start", "_stop", _TIME, _VALUE})
_NUMBERS = ("double", "long", "unsignedLong")
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "+inf": math.inf, "-inf": -math.inf}
_BOOLEANS = {"true": 1.0, "false": 0.0}
_KEY = "key:"


class Options(InfluxOptions, TextOptions):
    """Options of `historian.influx_csv`."""


class _InfluxCsvReader:
    """Reader of annotated CSV."""

    name = "historian.influx_csv"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By annotations, or the columns _time and _value."""
        text = text_of(sample)
        for line in text.lines[:100] if text else ():
            fields = divide(line, _FORMAT) or [""]
            if fields[0] in ("#datatype", "#group", "#default"):
                return Recognition(Likeness.CERTAIN, (f"it has the annotation {fields[0]}",))
            if _TIME in fields and _VALUE in fields:
                return Recognition(Likeness.CERTAIN, (f"its header names {_TIME} and {_VALUE}",))
        return None

    def shorter_names(self, tags: Collection[str], /) -> dict[str, str]:
        """By the keys of the series."""
        return shorter_names(tags)

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(_batches(stream, options, LocalClock(context.zone)))


def _batches(stream: ByteStream, options: Options, clock: LocalClock) -> Iterator[Batch]:
    tables = _Tables(options, clock)
    for block in text_blocks(stream, options.encoding, _FORMAT.quote):
        for piece in divided(block, _STARTS, _FORMAT.quote):
            yield from tables.batches(piece)


@dataclass
class _Tables:
    """The tables of one file, piece by piece."""

    options: Options
    clock: LocalClock
    _annotations: dict[str, list[str]] = field(default_factory=dict)
    _table: "_Table | None" = None
    _after_blank: bool = False

    def batches(self, piece: Block) -> Iterator[Batch]:
        """What a piece holds: annotations and a header are no records."""
        rest: Block | None = piece
        while rest is not None:
            line, following = without_first_line(rest)
            if line.startswith("#"):
                self._annotate(line)
            elif not line.strip():
                self._after_blank = True
            elif self._table is None or (self._after_blank and _is_header(line)):
                self._table = _Table.of(line, self._annotations, rest.first_line)
                self._annotations = {}
            else:
                self._after_blank = False
                yield self._table.batch(rest, self.options, self.clock)
                return
            rest = following

    def _annotate(self, line: str) -> None:
        if self._table is not None:
            self._table, self._annotations = None, {}
        name, *values = divide(line, _FORMAT) or [""]
        self._annotations[name] = ["", *values]


def _is_header(line: str) -> bool:
    fields = divide(line, _FORMAT) or []
    return _VALUE in fields or _ERROR in fields


@dataclass
class _Table:
    layout: Layout
    types: Mapping[str, str]
    defaults: Mapping[str, str]
    splitter: RecordSplitter

    @classmethod
    def of(cls, header: str, annotations: Mapping[str, list[str]], line_no: int) -> "_Table":
        """The table of a header and the annotations above it; raises FileRejected where it has no samples."""
        layout = layout_of(header, _FORMAT, is_header=True)
        if _ERROR in layout.names and _VALUE not in layout.names:
            raise FileRejected(
                f"Line {line_no} begins a table of errors: InfluxDB could not answer the whole query; "
                "see the file, and export it again."
            )
        missing = [name for name in (_TIME, _VALUE) if name not in layout.names]
        if missing:
            raise FileRejected(
                f"The table at line {line_no} has no column {' and no column '.join(missing)} ({layout.shown}); "
                "export samples as they are, not pivoted or aggregated without a time."
            )
        twice = next((name for name in layout.names if name and layout.names.count(name) > 1), None)
        if twice is not None:
            raise FileRejected(f"The table at line {line_no} has two columns {twice!r}; rename one in the query.")
        told = {
            kind: dict(zip(layout.names, annotations.get(kind, ()), strict=False)) for kind in ("#datatype", "#default")
        }
        return cls(layout, told["#datatype"], told["#default"], RecordSplitter(_FORMAT, layout))

    def batch(self, block: Block, options: Options, clock: LocalClock) -> Batch:
        """The rows of a block as samples."""
        keys = [name for name in self.layout.names if name not in _NO_KEYS]
        columns = {"time": self.layout.position(_TIME, "time"), "value": self.layout.position(_VALUE, "value")}
        columns |= {_KEY + name: self.layout.names.index(name) for name in keys}
        records = self.splitter.records(block, columns)
        frame = self._named(self._filled(records.frame), keys, options)
        frame = with_instants(frame, ISO_8601, clock)
        frame = self._typed(frame).with_columns(pl.coalesce("fault", _faults(records, options)).alias("fault"))
        good = frame.filter(pl.col("fault").is_null())
        rows = typed_samples_frame(good, options) if "value_num" in good.columns else samples_frame(good, options)
        faulty = frame.filter(pl.col("fault").is_not_null()).select("row_no", "fault").iter_rows()
        refused = rejected_frame((row_no, records.raw(row_no), fault) for row_no, fault in faulty)
        return Batch(SAMPLES, rows, pl.concat([records.rejected, refused]).sort("row_no"), records.rows_read)

    def _filled(self, frame: pl.DataFrame) -> pl.DataFrame:
        """With #default where a field is empty."""
        fields = {"time": _TIME, "value": _VALUE} | {
            column: column.removeprefix(_KEY) for column in frame.columns if column.startswith(_KEY)
        }
        return frame.with_columns(
            pl.when(pl.col(column) == "").then(pl.lit(self.defaults[name])).otherwise(column).alias(column)
            for column, name in fields.items()
            if self.defaults.get(name)
        )

    def _named(self, frame: pl.DataFrame, keys: list[str], options: Options) -> pl.DataFrame:
        columns = [_KEY + name for name in keys]
        if not columns:
            return frame.with_columns(pl.lit(None, pl.String).alias("tag"))
        series = frame.select(columns).unique()
        names = [series_name(dict(zip(keys, row, strict=True)), options.tag_name) for row in series.iter_rows()]
        tags = series.with_columns(pl.Series("tag", names, dtype=pl.String))
        return frame.join(tags, on=columns, how="left", maintain_order="left").drop(columns)

    def _typed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """With value_num and value_text by the type of `_value`, and a fault where the text is not of it."""
        kind = self.types.get(_VALUE)
        if kind is None:
            return frame
        value = pl.col("value")
        filled = pl.when(value != "").then(value)
        number, text = pl.lit(None, pl.Float64), pl.lit(None, pl.String)
        if kind in _NUMBERS:
            number = pl.coalesce(to_number(filled), _in(filled.str.to_lowercase(), _NOT_FINITE))
        elif kind == "boolean":
            number = _in(filled, _BOOLEANS)
        else:
            text = filled
        typed = frame.with_columns(number.alias("value_num"), text.alias("value_text"))
        is_odd = (value != "") & pl.col("value_num").is_null() & pl.col("value_text").is_null()
        fault = pl.format("the value '{}' is no {} that can be kept exactly", "value", pl.lit(kind))
        return typed.with_columns(pl.coalesce("fault", pl.when(is_odd).then(fault)).alias("fault"))


def _in(texts: pl.Expr, numbers: Mapping[str, float]) -> pl.Expr:
    return texts.replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=pl.Float64)


def _faults(records: Records, options: Options) -> pl.Expr:
    nameless = f"its series lacks a key that the option tag_name has ({options.tag_name})"
    cut = cut_row(records, _FORMAT, ends_with_quality=False)
    return (
        pl.when(pl.col("tag").is_null())
        .then(pl.lit(nameless if options.tag_name else "its series has no name"))
        .when(pl.col("row_no") == (-1 if cut is None else cut))
        .then(pl.lit("the file ends within this line"))
    )


READER = _InfluxCsvReader()
