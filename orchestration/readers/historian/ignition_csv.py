"""Ignition's tag history as CSV of its tables: data tables (`sqlt_data_…`) and `sqlth_te`, which names their tags.

A plant packs them into one zip file, in which the tables of names are read first, whatever their order. A data table
alone needs its tags' paths: as a column `tagpath` (a query that joins sqlth_te) or as the option `tags`. Which table
a file is, its header tells. A record is a row of a data table.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, ByteStream, FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.delimited_records import CUT, Records
from orchestration.readers.dialect import dialect_of
from orchestration.readers.historian.delimited_samples import DelimitedSampleOptions, cut_row
from orchestration.readers.historian.ignition_rows import ROWS, TAGS, IgnitionOptions, history_batch, tag_names
from orchestration.readers.historian.vendor_recognition import has_columns
from orchestration.readers.instants import with_instants
from orchestration.readers.local_time import LocalClock
from orchestration.readers.numbers_text import is_missing, to_number
from orchestration.readers.recognition import Likeness, Recognition, Sample, unlike_defaults
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.schema import SAMPLES
from orchestration.readers.text_options import TimeFormats

_NAMING = {"sqlth_te": ("id", "tagpath", "scid"), "sqlth_scinfo": ("id", "drvid"), "sqlth_drv": ("id", "provider")}
"""The tables of names by their columns; a table is the first of which it has all columns."""

_NAMES_LIMIT = 5_000_000
_WHOLE = ("tagid", "intvalue", "dataintegrity")
_PATH, _PROVIDER = "tagpath", "provider"


class Options(IgnitionOptions, DelimitedSampleOptions):
    """Options of `historian.ignition_csv`."""

    tags: dict[int, str] = Field(
        default_factory=dict,
        description="Path of each tag id, for data tables that come without sqlth_te; where both name an id, sqlth_te "
        "counts.",
    )
    time_format: TimeFormats = Field(
        default="epoch_ms", description="Of t_stamp: epoch_ms as it is stored, or what a query made of it."
    )


class _IgnitionCsvReader:
    """Reader of CSV files of Ignition's tables."""

    name = "historian.ignition_csv"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Samples alone."""
        return (SAMPLES,)

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """By the columns of a data table, or of sqlth_te."""
        for mark in (("tagid", "t_stamp"), (_PATH, "t_stamp"), ("id", _PATH, "scid")):
            dialect = dialect_of(sample)
            if dialect is not None and has_columns(sample, *mark):
                options = unlike_defaults({**dialect.options, "comment_prefixes": ()}, Options)
                because = f"its header names {', '.join(mark)}"
                return Recognition(Likeness.CERTAIN, (because,), options, dialect.text.doubts)
        return None

    def comes_first(self, name: str, /) -> bool:
        """Tables of names before tables of data."""
        return PurePosixPath(name.lower()).name.startswith(tuple(_NAMING))

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of samples of a data table; a table of names gives none and is kept for those that follow."""
        text = DelimitedText(stream, options)
        columns = {name.strip().lower(): index for index, name in reversed(list(enumerate(text.layout.names)))}
        table = next((name for name, needed in _NAMING.items() if columns.keys() >= set(needed)), None)
        if "t_stamp" in columns or table is None:
            return refuse_unreadable(_data(text, columns, options, context))
        context.kept[table] = _names(text, columns, table)
        return iter(())


def _names(text: DelimitedText, columns: dict[str, int], table: str) -> pl.DataFrame:
    """A whole table of names; raises FileRejected where a line of it cannot be read."""
    wanted = {name: columns[name] for name in _NAMING[table]}
    found: list[pl.DataFrame] = []
    count = 0
    for records in text.records(wanted):
        count += records.rows_read
        if count > _NAMES_LIMIT:
            raise FileRejected(f"{table} has more than {_NAMES_LIMIT} rows, which no gateway has.")
        frame = records.frame.with_columns(_whole(name) for name in wanted if name not in (_PATH, _PROVIDER))
        unread = frame.filter(pl.col("id").is_null())["row_no"].to_list() + records.rejected["row_no"].to_list()
        if unread:
            raise FileRejected(f"Line {min(unread)} of {table} cannot be read, so tags would lack their names.")
        found.append(frame.drop("row_no"))
    if not found:
        raise FileRejected(f"The file holds a header of {table} only.")
    return pl.concat(found)


def _data(text: DelimitedText, columns: dict[str, int], options: Options, context: ReadContext) -> Iterator[Batch]:
    if "t_stamp" not in columns or not columns.keys() & {"tagid", _PATH}:
        raise FileRejected(
            f"The header ({text.layout.shown}) is of no table of Ignition's history: it names no t_stamp with a tagid "
            "or tagpath, nor the columns of sqlth_te; check the separator."
        )
    tags = None if _PATH in columns else _tags(options, context)
    fields = [name for name in (*ROWS, _PATH, _PROVIDER) if name in columns]
    clock = LocalClock(context.zone)
    for records in text.records({name: columns[name] for name in fields}):
        yield _batch(records, tags, options, clock)


def _tags(options: Options, context: ReadContext) -> pl.DataFrame:
    """Names of ids, schema TAGS: of the file's own tables, and of the configuration."""
    given = pl.DataFrame({"tagid": list(options.tags), "tag": list(options.tags.values())}, schema=TAGS)
    te = context.kept.get("sqlth_te")
    if te is not None:
        named = tag_names(te, context.kept.get("sqlth_scinfo"), context.kept.get("sqlth_drv"), options)
        return pl.concat([named, given.join(named, on="tagid", how="anti")])
    if not options.tags:
        raise FileRejected(
            "The table has ids of tags and not their names: pack it with sqlth_te into one zip file, export it with "
            "the column tagpath joined from there, or set the source's option tags."
        )
    return given


def _batch(records: Records, tags: pl.DataFrame | None, options: Options, clock: LocalClock) -> Batch:
    texts = records.frame.with_columns(
        pl.when(~is_missing(pl.col(name), options.null_words)).then(pl.col(name).str.strip_chars()).alias(name)
        for name in records.frame.columns
        if name != "row_no"
    )
    if tags is None:
        texts, tags = _by_path(texts, options)
    timed = with_instants(texts.rename({"t_stamp": "time", "tagid": "tag"}), options.time_format, clock)
    rows = timed.rename({"tag": "tagid"}).with_columns(
        pl.lit(None, pl.Int64).alias("t_stamp"),
        *(pl.lit(None, pl.String).alias(name) for name in ROWS if name not in texts.columns),
    )
    fault = pl.coalesce("fault", *_unreadable(options), _cut(records, options))
    rows = rows.with_columns(fault.alias("fault"), *_typed(options))
    batch = history_batch(rows, tags, options, records.raw)
    return Batch(SAMPLES, batch.rows, pl.concat([records.rejected, batch.rejected]).sort("row_no"), records.rows_read)


def _by_path(texts: pl.DataFrame, options: Options) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with a tagid of our own for each path, and the names of these."""
    path = pl.col(_PATH)
    if options.tag_provider:
        if _PROVIDER not in texts.columns:
            raise FileRejected("Tags are to begin with their provider (tag_provider), but there is no column provider.")
        path = pl.format("[{}]{}", pl.col(_PROVIDER).fill_null(""), path)
    named = texts.with_columns(path.alias("tag"))
    tags = named.select("tag").unique(maintain_order=True).with_row_index("tagid").cast({"tagid": pl.Int64})
    ids = tags.with_columns(pl.col("tagid").cast(pl.String))
    joined = named.drop("tagid", _PROVIDER, strict=False).join(
        ids, on="tag", how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.drop("tag", _PATH), tags.select(TAGS.names())


def _typed(options: Options) -> list[pl.Expr]:
    return [_whole(name) for name in _WHOLE] + [_float(options).alias("floatvalue")]


def _whole(name: str) -> pl.Expr:
    """A column of whole numbers, of which some tools write `3.0`."""
    return pl.col(name).str.replace(r"\.0+$", "").cast(pl.Int64, strict=False).alias(name)


def _float(options: Options) -> pl.Expr:
    text = pl.col("floatvalue")
    odd = pl.when(text.str.to_lowercase().is_in(["nan", "inf", "-inf", "infinity", "-infinity"]))
    return pl.coalesce(
        to_number(text, options.decimal, options.thousands), odd.then(text.cast(pl.Float64, strict=False))
    )


def _unreadable(options: Options) -> list[pl.Expr]:
    """A fault of each column of numbers that holds something else."""
    kinds = [(name, _whole(name), "whole number") for name in _WHOLE] + [("floatvalue", _float(options), "number")]
    return [
        pl.when(pl.col(name).is_not_null() & number.is_null()).then(
            pl.format("{} '{}' is no {} that can be kept exactly", pl.lit(name), name, pl.lit(kind))
        )
        for name, number, kind in kinds
    ]


def _cut(records: Records, options: Options) -> pl.Expr:
    cut = cut_row(records, options, ends_with_quality=False)
    return pl.when(pl.col("row_no") == (-1 if cut is None else cut)).then(pl.lit(CUT))


READER = _IgnitionCsvReader()
