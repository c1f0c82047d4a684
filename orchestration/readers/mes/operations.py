"""Operations of a manufacturing execution system: the options that map a table to them, and what their rows must have.

Rows that look alike are all kept: two operations may agree in every field. The worker is replaced by a keyed hash, or
dropped where no key is set, before a row leaves this module.
"""

from collections.abc import Iterator
from typing import Literal, get_args

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ReadContext
from orchestration.readers.entity_rows import with_fault
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_rows import FileRows
from orchestration.readers.mapped_table import MappedTable
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.rejected_rows import refuse_unreadable

OPERATIONS = "operations"

Kind = Literal["production", "setup", "rework"]


class OperationOptions(MappedOptions):
    """Options of every table of operations: fields are those of operations, and `rework` for a flag."""

    kinds: dict[str, Kind] = Field(
        default_factory=dict,
        description="Texts of the column mapped to `kind` to production, setup or rework; others are production.",
    )
    rework_words: tuple[str, ...] = Field(
        default=("Y", "YES", "1", "TRUE", "X"),
        description="Texts of the column mapped to `rework` that flag an operation as rework (any case).",
    )

    @model_validator(mode="after")
    def _fields_fit(self) -> "OperationOptions":
        self.check_fields(OPERATIONS, ("work_centre", "start_utc"), extra=("rework",))
        if "worker" in self.constants:
            raise ValueError("constants names 'worker'; a worker can only come from a column")
        return self


def operation_batches(rows: FileRows, options: OperationOptions, context: ReadContext) -> Iterator[Batch]:
    """The rows of a file as batches of operations, in file order; raises FileRejected."""
    return refuse_unreadable(_batches(rows, options, context), is_personal=options.is_personal)


def _batches(rows: FileRows, options: OperationOptions, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(rows, options, OPERATIONS, LocalClock(context.zone))
    for block, texts in table.blocks():
        if not rows.are_hashed:
            texts = with_pseudonyms(texts, context.pseudonym_key)
        yield table.batch(block, _checked(table.typed(_with_kind(texts, options))))


def _with_kind(texts: pl.DataFrame, options: OperationOptions) -> pl.DataFrame:
    kind = pl.lit("production")
    if "kind" in texts.columns:
        kinds = {name: name for name in get_args(Kind)} | options.kinds
        kind = pl.col("kind").replace_strict(kinds, default="production", return_dtype=pl.String)
    if "rework" in texts.columns:
        words = [word.upper() for word in options.rework_words]
        kind = pl.when(pl.col("rework").str.to_uppercase().is_in(words)).then(pl.lit("rework")).otherwise(kind)
    return texts.with_columns(kind.alias("kind"))


def _checked(typed: pl.DataFrame) -> pl.DataFrame:
    typed = with_fault(typed, pl.col("work_centre").is_null(), "the work centre is missing")
    typed = with_fault(typed, pl.col("start_utc").is_null(), "the start is missing")
    return with_fault(typed, pl.col("end_utc") < pl.col("start_utc"), "the end is before the start")
