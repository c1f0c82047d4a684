"""InfluxDB line protocol, as `influxd inspect export-lp`, Telegraf and loggers write it: `series fields time`.

A record is a field of a line; all fields of a line have its number as row_no. A line that cannot be divided is one
record. Comments and blank lines are none. Lines are divided by whole columns, where no escape and no quoted text holds
a mark of the format; the others one by one.
"""

import re
from collections.abc import Collection, Iterator
from typing import Literal

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.influx_tags import FIELD, MEASUREMENT, InfluxOptions, series_name, shorter_names
from orchestration.readers.numbers_text import EXACT
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import typed_samples_frame
from orchestration.readers.schema import SAMPLES, UTC
from orchestration.readers.text_options import TextOptions
from orchestration.readers.text_stream import Block, text_blocks

_BLOCK_BYTES = 4 << 20
_UNITS = {"ns": (1, 1_000, 19), "us": (1, 1, 16), "ms": (1_000, 1, 13), "s": (1_000_000, 1, 10)}
"""Of each precision: factor and divisor to microseconds, and the digits of a time of our years."""

_EARLIEST_US = 365 * 86_400 * 1_000_000
_JOINED_LINES = 1_000

_PLAIN = r"(?:[^\\ ,=]|\\.)+"
_SERIES = rf"(?:[^\\ ,#]|\\.)(?:[^\\ ,]|\\.)*(?:,{_PLAIN}={_PLAIN})*"
_PAIR = rf'(?:{_PLAIN})=(?:"(?:[^"\\]|\\.)*"|[^\s",=]+)'
_LINE = re.compile(rf"(?P<series>{_SERIES}) +(?P<fields>{_PAIR}(?:,{_PAIR})*)(?: +(?P<time>-?\d+))? *", re.DOTALL)
_PAIRS = re.compile(rf'(?P<field>{_PLAIN})=(?P<value>"(?:[^"\\]|\\.)*"|[^\s",=]+)(?:,|$)', re.DOTALL)
_TAGS = re.compile(rf",(?P<key>{_PLAIN})=(?P<value>{_PLAIN})", re.DOTALL)
_ESCAPE = re.compile(r"\\([, =])")
_STRING_ESCAPE = re.compile(r'\\(["\\])')

_RECORDS = pl.Schema(
    {"row_no": pl.Int64(), "series": pl.String(), "field": pl.String(), "value": pl.String(), "time": pl.String()}
)
_BOOLEANS = {
    word: float(word[0] in "tT") for word in ("t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE")
}


class Options(InfluxOptions, TextOptions):
    """Options of `historian.influx_lines`."""

    precision: Literal["ns", "us", "ms", "s"] = Field(default="ns", description="Unit of the lines' times.")


class _InfluxLinesReader:
    """Reader of line protocol."""

    name = "historian.influx_lines"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By lines of a series, fields and a whole number, whose digits tell the precision."""
        text = text_of(sample)
        lines = [line for line in text.lines if line.strip() and not line.startswith("#")] if text else []
        matches = [found for line in lines if (found := _LINE.fullmatch(line)) and found["time"]]
        if text is None or len(matches) * 10 < len(lines) * 9 or not matches:
            return None
        digits = len(matches[0]["time"].lstrip("-"))
        fitting = [unit for unit, (_, _, usual) in _UNITS.items() if usual == digits]
        options = {**text.options, **({"precision": fitting[0]} if fitting and fitting[0] != "ns" else {})}
        return Recognition(Likeness.CERTAIN, ("its lines are `series fields time`",), options, text.doubts)

    def shorter_names(self, tags: Collection[str], /) -> dict[str, str]:
        """By the keys of the series."""
        return shorter_names(tags)

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(_batches(stream, options))


def _batches(stream: ByteStream, options: Options) -> Iterator[Batch]:
    for block in text_blocks(stream, options.encoding, '"', _BLOCK_BYTES):
        yield _batch(block, options)


def _batch(block: Block, options: Options) -> Batch:
    lines = pl.DataFrame({"line": block.data.decode().split("\n")[:-1]}).with_row_index("row_no", block.first_line)
    lines = lines.with_columns(pl.col("line").str.strip_suffix("\r")).filter(
        (pl.col("line").str.strip_chars() != "") & ~pl.col("line").str.starts_with("#")
    )
    divided = lines if not _may_hold_newlines(block, lines) else lines.clear()
    plain, odd = _plain_records(divided)
    exact, faulty, exact_count = _exact_records(lines if divided.is_empty() else odd, block)
    records = pl.concat([plain, exact]).sort("row_no", maintain_order=True)
    frame = _with_values(_with_times(_with_tags(records, options), options))
    if not block.terminated:
        last = max([row_no for row_no, _, _ in faulty], default=0)
        frame = _with_cut_line(frame, last, options)
    rejected = frame.filter(pl.col("fault").is_not_null())
    texts = dict(lines.join(rejected.select("row_no").unique(), on="row_no", how="semi").iter_rows())
    faulty += [(row_no, texts[row_no], fault) for row_no, fault in rejected.select("row_no", "fault").iter_rows()]
    rows = typed_samples_frame(frame.filter(pl.col("fault").is_null()), options)
    return Batch(SAMPLES, rows, rejected_frame(sorted(faulty)), plain.height + exact_count)


def _may_hold_newlines(block: Block, lines: pl.DataFrame) -> bool:
    """Whether a quoted text of the block may go on in the next line, or escapes may hide where one ends."""
    if b"\\" in block.data:
        return True
    return b'"' in block.data and bool((lines["line"].str.count_matches('"', literal=True) % 2 == 1).any())


def _plain_records(lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records of lines whose quoted texts hold no mark of the format, and the other lines."""
    parts = lines.with_columns(
        pl.col("line").str.splitn(" ", 3).struct.rename_fields(["series", "fields", "time"])
    ).unnest("line")
    pair = r'[^,= "]+=(?:[^,= "]+|"[^,= "]*")'
    is_good = (
        pl.col("series").str.contains(r'^[^,=# "][^, "]*(?:,[^,= "]+=[^,= "]+)*$')
        & pl.col("fields").str.contains(rf"^{pair}(?:,{pair})*$")
        & pl.col("time").str.contains(r"^-?\d+$")
    ).fill_null(value=False)
    good = parts.filter(is_good)
    odd = lines.filter(~parts.select(is_good).to_series()) if good.height < parts.height else lines.clear()
    records = (
        good.with_columns(pl.col("fields").str.split(","))
        .explode("fields")
        .with_columns(pl.col("fields").str.splitn("=", 2).struct.rename_fields(["field", "value"]))
        .unnest("fields")
    )
    return records.select(*_RECORDS).cast(_RECORDS), odd


def _exact_records(lines: pl.DataFrame, block: Block) -> tuple[pl.DataFrame, list[tuple[int, str, str]], int]:
    """Records of lines with escapes, the faulty lines, and the number of both."""
    records: list[tuple[int, str, str, str, str | None]] = []
    faulty: list[tuple[int, str, str]] = []
    done_to = 0
    for row_no, line in lines.iter_rows():
        if row_no <= done_to:
            continue
        found, done_to = _match(row_no, line, block)
        if found is None:
            faulty.append((row_no, line, "the line is not `series field=value,… time` of the line protocol"))
            continue
        records += [
            (row_no, found["series"], pair["field"], pair["value"], found["time"])
            for pair in _PAIRS.finditer(found["fields"])
        ]
    return pl.DataFrame(records, schema=_RECORDS, orient="row"), faulty, len(records) + len(faulty)


def _match(row_no: int, line: str, block: Block) -> tuple[re.Match[str] | None, int]:
    """The line divided, with the lines after it that a quoted text of it goes on in; and the last line's number."""
    if (found := _LINE.fullmatch(line)) or not _opens(line):
        return found, row_no
    after = range(row_no + 1, min(row_no + _JOINED_LINES, block.first_line + block.line_count))
    texts = [line]
    for last in after:
        texts.append(block.raw(last))
        if _opens(texts[-1]):
            found = _LINE.fullmatch("\n".join(texts))
            return found, last if found else row_no
    return None, row_no


def _opens(line: str) -> bool:
    """Whether a quoted text opens or ends in a line."""
    return line.replace("\\\\", "").replace('\\"', "").count('"') % 2 == 1


def _with_tags(records: pl.DataFrame, options: Options) -> pl.DataFrame:
    """With the tag's name: few distinct series on many rows, so each is judged once."""
    known = records.select("series", "field").unique()
    names = [_tag(series, field, options) for series, field in known.iter_rows()]
    tags = known.with_columns(pl.Series("tag", names, dtype=pl.String))
    fault = pl.when(pl.col("tag").is_null()).then(pl.lit(f"the series has not all keys of {options.tag_name}"))
    return records.join(tags, on=["series", "field"], how="left", maintain_order="left").with_columns(
        fault.alias("fault")
    )


def _tag(series: str, field: str, options: Options) -> str | None:
    measurement = re.match(r"(?:[^\\,]|\\.)+", series, re.DOTALL)
    keys = {_unescaped(tag["key"]): _unescaped(tag["value"]) for tag in _TAGS.finditer(series)}
    name = _unescaped(measurement.group()) if measurement else ""
    return series_name({**keys, MEASUREMENT: name, FIELD: _unescaped(field)}, options.tag_name)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def _with_times(records: pl.DataFrame, options: Options) -> pl.DataFrame:
    factor, divisor, _ = _UNITS[options.precision]
    number = pl.col("time").cast(pl.Int64, strict=False)
    micros = pl.when(number.abs() <= (2**63 - 1) // factor).then(number * factor // divisor)
    shown = pl.col("time").fill_null("")
    fault = (
        pl.when(pl.col("time").is_null())
        .then(pl.lit("the line has no time: when it was received is not in the file"))
        .when(micros.is_null() | ~micros.is_between(-62_135_596_800_000_000, 253_402_300_799_999_999))
        .then(
            pl.format(
                "the time {} in {} is in no year from 1 to 9999: set the option precision",
                shown,
                pl.lit(options.precision),
            )
        )
        .when(micros.is_between(0, _EARLIEST_US))
        .then(pl.format("the time {} in {} is in 1970: set the option precision", shown, pl.lit(options.precision)))
    )
    return records.with_columns(pl.coalesce("fault", fault).alias("fault"), micros.cast(UTC).alias("ts_utc"))


def _with_values(records: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("value")
    whole = value.str.strip_suffix("i").str.strip_suffix("u")
    is_whole = value.str.contains(r"^[+-]?\d+[iu]$")
    is_string = value.str.starts_with('"')
    number = (
        pl.when(is_whole)
        .then(whole.cast(pl.Int64, strict=False).cast(pl.Float64))
        .otherwise(
            pl.when(~is_string & value.str.contains(r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$")).then(
                value.cast(pl.Float64, strict=False)
            )
        )
    )
    boolean = value.replace_strict(list(_BOOLEANS), list(_BOOLEANS.values()), default=None, return_dtype=pl.Float64)
    text = pl.when(is_string).then(value.str.slice(1, value.str.len_chars() - 2))
    texts = records.with_columns(pl.coalesce(number, boolean).alias("value_num"), text.alias("value_text"))
    if records["value"].str.contains("\\", literal=True).any():
        texts = texts.with_columns(
            pl.col("value_text").map_elements(lambda one: _STRING_ESCAPE.sub(r"\1", one), return_dtype=pl.String)
        )
    is_too_large = is_whole & ~(pl.col("value_num").abs() < EXACT).fill_null(value=False)
    is_none = pl.col("value_text").is_null() & ~pl.col("value_num").is_finite().fill_null(value=False)
    fault = (
        pl.when(is_too_large)
        .then(pl.format("the whole number {} is too large to be kept exactly", value))
        .when(is_none)
        .then(pl.format("the value {} of the field {} is none of the line protocol", value, "field"))
    )
    return texts.with_columns(pl.coalesce("fault", fault).alias("fault"))


def _with_cut_line(records: pl.DataFrame, last_faulty: int, options: Options) -> pl.DataFrame:
    """A last line without its newline may be cut: its time is only believed if it has all of its digits."""
    digits = _UNITS[options.precision][2]
    is_last = (pl.col("row_no") == pl.col("row_no").max()) & (pl.col("row_no") > last_faulty)
    is_short = pl.col("time").str.strip_prefix("-").str.len_chars().fill_null(0) < digits
    fault = pl.when(is_last & is_short).then(pl.lit("the file ends within this line"))
    return records.with_columns(pl.coalesce("fault", fault).alias("fault"))


READER = _InfluxLinesReader()
