"""Logs of MTConnect adapters (SHDR): `timestamp|item|value`, several pairs or one condition a line.

The rules are those of the MTConnect agent's adapter protocol: pairs may follow each other on one line; a condition is
`timestamp|item|level|native code|severity|qualifier|text`; a message is `timestamp|item|native code|text`; `* …` are
commands and `@ASSET@` lines assets, which are no samples: both are skipped and not counted. Times are UTC by
definition. A record is one pair of item and value; a line that cannot be divided into pairs is one record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.historian.shdr_pairs import (
    CONDITION_FIELDS,
    LEVELS,
    RECORDS,
    UNAVAILABLE,
    lines_of,
    usual_pairs,
)
from orchestration.readers.recognition import Likeness, Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable, rejected_frame
from orchestration.readers.sample_text import text_of
from orchestration.readers.samples import SampleOptions, samples_frame
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TextOptions
from orchestration.readers.text_stream import Block, text_blocks
from orchestration.readers.timestamps import ISO_8601, parse_times

_MESSAGE_FIELDS = 4
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_BLOCK_BYTES = 8 << 20
_PAIR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[^|]*\|[^|]+\|")
_PAIR_SHARE = 0.9


class Options(TextOptions, SampleOptions):
    """Options of `historian.shdr`."""

    device: str | None = Field(
        default=None,
        description="Device whose items the log holds: tags become `<device>.<item>`. "
        "An item written as `device:item` names its own device.",
    )


@dataclass
class _Lines:
    """Lines divided into records: (row_no, time text, item, value)."""

    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    records: list[tuple[int, str, str, str]] = field(default_factory=list)
    rows_read: int = 0
    asset_end: str | None = None

    def add(self, row_no: int, line: str) -> None:
        if self.asset_end is not None:
            if line.strip() == self.asset_end:
                self.asset_end = None
            return
        if not line.strip() or line.startswith("*"):
            return
        fields = _UNESCAPED_PIPE.split(line) if "\\" in line else line.split("|")
        if len(fields) > 1 and fields[1].startswith("@"):
            multiline = re.search(r"--multiline--\S*", line)
            self.asset_end = multiline.group() if multiline else None
            return
        pairs, reason = _pairs(fields)
        self.rows_read += max(len(pairs), 1)
        if reason:
            self.rejected.append((row_no, line, reason))
        self.records += [(row_no, fields[0], item, _unquoted(value)) for item, value in pairs]

    def add_cut(self, row_no: int, line: str) -> None:
        """A last line without its newline, whose last value may be only the beginning of one."""
        if self.asset_end is None and line.strip() and not line.startswith("*"):
            self.rows_read += 1
            self.rejected.append((row_no, line, "the file ends within this line"))


class _ShdrReader:
    """Reader of SHDR logs."""

    name = "historian.shdr"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By lines that begin with `time|item|`, the time in UTC."""
        text = text_of(sample)
        lines = [line for line in text.lines if line.strip() and not line.startswith("*")] if text else []
        if text is None or not lines or sum(map(bool, map(_PAIR.match, lines))) < _PAIR_SHARE * len(lines):
            return None
        return Recognition(
            Likeness.CERTAIN, ("its lines are `time|item|value`, as adapters write them",), text.options, text.doubts
        )

    def read(self, stream: ByteStream, options: Options, _context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples, in file order."""
        return refuse_unreadable(self._batches(stream, options))

    def _batches(self, stream: ByteStream, options: Options) -> Iterator[Batch]:
        asset_end: str | None = None
        for block in text_blocks(stream, options.encoding, block_bytes=_BLOCK_BYTES):
            lines, whole = _Lines(asset_end=asset_end), block.before_cut_line()
            pairs, others = pl.DataFrame(schema=RECORDS), lines_of(whole)
            # The lines of an asset look like any other: in a block with one, each is taken by itself.
            if asset_end is None and b"|@" not in block.data:
                pairs, others = usual_pairs(others)
            for row_no, line in others.iter_rows():
                lines.add(row_no, line)
            if whole is not block:
                lines.add_cut(block.first_line + whole.line_count, block.lines[-1])
            asset_end = lines.asset_end
            yield _batch(pairs, lines, block, options)


def _pairs(fields: list[str]) -> tuple[list[tuple[str, str]], str | None]:
    """Pairs of item and value on one line, or none and the reason."""
    if len(fields) < 3:
        return [], f"found {len(fields)} fields divided by '|', expected at least timestamp|item|value"
    if _is_condition(fields) or len(fields) == _MESSAGE_FIELDS:
        value = fields[2] if _is_condition(fields) else fields[3]
        pairs = [(fields[1], value)]
    elif len(fields) % 2 == 1:
        pairs = list(zip(fields[1::2], fields[2::2], strict=True))
    else:
        return [], f"found {len(fields)} fields divided by '|': an item has no value"
    if not all(item.strip() for item, _ in pairs):
        return [], "an item has no name"
    return pairs, None


def _is_condition(fields: list[str]) -> bool:
    if len(fields) != CONDITION_FIELDS or fields[2].strip().lower() not in LEVELS:
        return False
    # An unavailable condition has no code: with further names and values it is three pairs on one line.
    return not (fields[2].strip().upper() == UNAVAILABLE and fields[3].strip() and fields[5].strip())


def _unquoted(value: str) -> str:
    value = value.strip()
    if "\\|" in value:
        value = value.removeprefix('"').removesuffix('"').replace("\\|", "|")
    return UNAVAILABLE if value.upper() == UNAVAILABLE else value


def _batch(pairs: pl.DataFrame, lines: _Lines, block: Block, options: Options) -> Batch:
    others = pl.DataFrame(lines.records, schema=RECORDS, orient="row")
    frame = pl.concat([pairs, others]).sort("row_no", maintain_order=True)
    # `timestamp@duration` belongs to statistics over a span; the sample stands at its timestamp.
    local, utc = parse_times(frame["time"].str.replace(r"@.*$", ""), ISO_8601)
    item = pl.col("item").str.strip_chars()
    tag = item.str.replace(":", ".", literal=True)
    if options.device:
        tag = pl.when(item.str.contains(":", literal=True)).then(tag).otherwise(f"{options.device}." + item)
    frame = frame.with_columns(utc.fill_null(local.dt.replace_time_zone("UTC")).alias("ts_utc"), tag.alias("tag"))
    rows = samples_frame(frame.filter(pl.col("ts_utc").is_not_null()), options)
    untimed = frame.filter(pl.col("ts_utc").is_null()).select("row_no", "time").iter_rows()
    lines.rejected += [
        (row_no, block.raw(row_no), f"{time!r} is no timestamp; expected ISO 8601 such as 2026-01-31T06:00:00.000Z")
        for row_no, time in untimed
    ]
    return Batch(SAMPLES, rows, rejected_frame(sorted(lines.rejected)), pairs.height + lines.rows_read)


READER = _ShdrReader()
