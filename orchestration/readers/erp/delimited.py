"""ERP tables as delimited text, with or without header: columns are mapped by configuration to one entity's fields."""

from collections.abc import Iterator
from typing import Literal

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_table import MappedTable, with_fault
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.schema import SCHEMAS

Entity = Literal["products", "prices", "orders", "routings", "rates", "bill_of_materials", "scrap_reasons"]

REQUIRED: dict[str, tuple[str, ...]] = {
    "products": ("product",),
    "prices": ("product", "currency"),
    "orders": ("order_id", "product"),
    "routings": ("product", "work_centre", "ideal_cycle_s", "basis"),
    "rates": ("work_centre", "currency"),
    "bill_of_materials": ("assembly", "component", "quantity"),
    "scrap_reasons": ("scrap_reason",),
}
"""Fields that every row of an entity must have."""

_ONE_OF = {"prices": ("price", "variable_cost"), "rates": ("labour_rate_per_h", "machine_rate_per_h")}
_BASES = ("nameplate", "demonstrated", "routing")


class Options(MappedOptions):
    """Options of `erp.delimited`."""

    entity: Entity = Field(description="The canonical table that the rows belong to.")

    @model_validator(mode="after")
    def _fields_fit(self) -> "Options":
        self.check_fields(self.entity, REQUIRED[self.entity])
        one_of = _ONE_OF.get(self.entity, ())
        if one_of and not any(field in self.columns or field in self.constants for field in one_of):
            raise ValueError(f"{self.entity} needs {' or '.join(one_of)}: map a column or give a constant")
        return self


class _ErpDelimitedReader:
    """Reader of mapped ERP tables."""

    name = "erp.delimited"
    options_type = Options

    def produces(self, options: Options, /) -> str:
        """The configured entity."""
        return options.entity

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of the entity's rows, in file order."""
        return refuse_unreadable(_batches(stream, options, context))


def _batches(stream: ByteStream, options: Options, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(stream, options, options.entity, LocalClock(context.zone))
    for records, texts in table.records():
        yield table.batch(records, _checked(table.typed(texts), options.entity))


def _checked(typed: pl.DataFrame, entity: str) -> pl.DataFrame:
    schema = SCHEMAS[entity]
    for field in REQUIRED[entity]:
        typed = with_fault(typed, pl.col(field).is_null(), f"{field} is missing")
    if entity in _ONE_OF:
        fields = _ONE_OF[entity]
        typed = with_fault(
            typed, pl.all_horizontal(pl.col(*fields).is_null()), f"{' and '.join(fields)} are both missing"
        )
    for field, dtype in schema.items():
        if isinstance(dtype, pl.Float64):
            message = pl.format("{} {} is negative", pl.lit(field), field)
            typed = with_fault(typed, pl.col(field) < 0, message)
    if entity == "routings":
        typed = with_fault(typed, pl.col("ideal_cycle_s") == 0, "ideal_cycle_s is 0; a cycle time is more than 0")
        message = pl.format("basis '{}' is none of {}", "basis", pl.lit(", ".join(_BASES)))
        typed = with_fault(typed, ~pl.col("basis").is_in(_BASES), message)
    for first, last in (("valid_from", "valid_to"), ("planned_start_utc", "planned_finish_utc")):
        if first in schema:
            message = pl.format("{} {} is after {} {}", pl.lit(first), first, pl.lit(last), last)
            typed = with_fault(typed, pl.col(first) > pl.col(last), message)
    return typed


READER = _ErpDelimitedReader()
