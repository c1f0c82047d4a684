"""Event logs of manufacturing execution systems: one line an operation with start, end and quantities.

Columns are mapped by configuration. Rows that look alike are all kept: two operations may agree in every field.
The worker is replaced by a keyed hash, or dropped where no key is set, before a row leaves this module.
"""

from collections.abc import Iterator
from typing import Literal, get_args

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.entity_rows import with_fault
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_table import MappedTable
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable

_TABLE = "operations"

Kind = Literal["production", "setup", "rework"]


class Options(MappedOptions):
    """Options of `mes.event_log`: fields are those of the table operations, and `rework` for a flag."""

    kinds: dict[str, Kind] = Field(
        default_factory=dict,
        description="Texts of the column mapped to `kind` to production, setup or rework; others are production.",
    )
    rework_words: tuple[str, ...] = Field(
        default=("Y", "YES", "1", "TRUE", "X"),
        description="Texts of the column mapped to `rework` that flag an operation as rework (any case).",
    )

    @model_validator(mode="after")
    def _fields_fit(self) -> "Options":
        self.check_fields(_TABLE, ("work_centre", "start_utc"), extra=("rework",))
        if "worker" in self.constants:
            raise ValueError("constants names 'worker'; a worker can only come from a column")
        return self


class _EventLogReader:
    """Reader of MES event logs."""

    name = "mes.event_log"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Operations alone."""
        return (_TABLE,)

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of operations, in file order."""
        return refuse_unreadable(_batches(stream, options, context))


def _batches(stream: ByteStream, options: Options, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(stream, options, _TABLE, LocalClock(context.zone))
    for records, texts in table.records():
        yield table.batch(records, _checked(table.typed(_prepared(texts, options, context))))


def _prepared(texts: pl.DataFrame, options: Options, context: ReadContext) -> pl.DataFrame:
    kind = pl.lit("production")
    if "kind" in texts.columns:
        kinds = {name: name for name in get_args(Kind)} | options.kinds
        kind = pl.col("kind").replace_strict(kinds, default="production", return_dtype=pl.String)
    if "rework" in texts.columns:
        words = [word.upper() for word in options.rework_words]
        kind = pl.when(pl.col("rework").str.to_uppercase().is_in(words)).then(pl.lit("rework")).otherwise(kind)
    return with_pseudonyms(texts.with_columns(kind.alias("kind")), context.pseudonym_key)


def _checked(typed: pl.DataFrame) -> pl.DataFrame:
    typed = with_fault(typed, pl.col("work_centre").is_null(), "the work centre is missing")
    typed = with_fault(typed, pl.col("start_utc").is_null(), "the start is missing")
    return with_fault(typed, pl.col("end_utc") < pl.col("start_utc"), "the end is before the start")


READER = _EventLogReader()
