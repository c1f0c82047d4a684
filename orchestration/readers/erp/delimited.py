"""ERP tables as delimited text, with or without header: columns are mapped by configuration to one entity's fields."""

from collections.abc import Iterator
from typing import Literal

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_table import MappedTable, with_fault
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable
from orchestration.readers.schema import CONFIRMATION_KINDS, MAINTENANCE_KINDS, MOVEMENT_KINDS, SCHEMAS

Entity = Literal[
    "products",
    "prices",
    "orders",
    "routings",
    "rates",
    "bill_of_materials",
    "scrap_reasons",
    "maintenance_orders",
    "exchange_rates",
    "personnel_times",
    "measurements",
    "inspections",
    "inventory_movements",
    "inventory_levels",
    "equipment_capacities",
    "confirmations",
]

REQUIRED: dict[str, tuple[str, ...]] = {
    "products": ("product",),
    "prices": ("product", "currency"),
    "orders": ("order_id", "product"),
    "routings": ("product", "work_centre", "ideal_cycle_s", "basis"),
    "rates": ("work_centre", "currency"),
    "bill_of_materials": ("assembly", "component", "quantity"),
    "scrap_reasons": ("scrap_reason",),
    "maintenance_orders": ("maintenance_order", "work_centre", "kind"),
    "exchange_rates": ("from_currency", "to_currency", "rate"),
    "personnel_times": ("work_centre",),
    "measurements": ("characteristic", "work_centre", "ts_utc", "value"),
    "inspections": ("work_centre", "ts_utc", "inspected_quantity", "first_pass_quantity"),
    "inventory_movements": ("product", "work_centre", "ts_utc", "kind", "quantity"),
    "inventory_levels": ("product", "work_centre", "ts_utc", "quantity"),
    "equipment_capacities": ("work_centre", "capacity_per_h"),
    "confirmations": ("order_id", "work_centre", "end_utc"),
}
"""Fields that every row of an entity must have."""

_ONE_OF: dict[str, tuple[tuple[str, str], ...]] = {
    "prices": (("price", "variable_cost"),),
    "rates": (("labour_rate_per_h", "machine_rate_per_h"),),
    "personnel_times": (("work_date", "start_utc"), ("attendance_s", "end_utc")),
}
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("routings", "basis"): ("nameplate", "demonstrated", "routing"),
    ("maintenance_orders", "kind"): MAINTENANCE_KINDS,
    ("inventory_movements", "kind"): MOVEMENT_KINDS,
    ("confirmations", "kind"): CONFIRMATION_KINDS,
}
# What may be negative: measured values and their limits, and the quantity of a movement that reverses another.
_SIGNED = {
    ("measurements", "value"),
    ("measurements", "lower_spec_limit"),
    ("measurements", "upper_spec_limit"),
    ("inventory_movements", "quantity"),
}
_NEVER_ZERO = {
    ("routings", "ideal_cycle_s"): "a cycle time",
    ("exchange_rates", "rate"): "an exchange rate",
    ("equipment_capacities", "capacity_per_h"): "a capacity",
}
_ORDERED = (
    ("valid_from", "valid_to"),
    ("planned_start_utc", "planned_finish_utc"),
    ("start_utc", "finish_utc"),
    ("start_utc", "end_utc"),
    ("lower_spec_limit", "upper_spec_limit"),
    ("first_pass_quantity", "inspected_quantity"),
    ("work_s", "attendance_s"),
)
"""Fields of which the first is never after, or more than, the second."""


class Options(MappedOptions):
    """Options of `erp.delimited`."""

    entity: Entity = Field(description="The canonical table that the rows belong to.")

    @model_validator(mode="after")
    def _fields_fit(self) -> "Options":
        self.check_fields(self.entity, REQUIRED[self.entity])
        for one_of in _ONE_OF.get(self.entity, ()):
            if not any(field in self.columns or field in self.constants for field in one_of):
                raise ValueError(f"{self.entity} needs {' or '.join(one_of)}: map a column or give a constant")
        if "worker" in self.constants:
            raise ValueError("constants names 'worker'; a worker can only come from a column")
        return self


class _ErpDelimitedReader:
    """Reader of mapped ERP tables."""

    name = "erp.delimited"
    options_type = Options

    def produces(self, options: Options, /) -> str:
        """The configured entity."""
        return options.entity

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of the entity's rows, in file order."""
        return refuse_unreadable(_batches(stream, options, context))


def _batches(stream: ByteStream, options: Options, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(stream, options, options.entity, LocalClock(context.zone))
    for records, texts in table.records():
        texts = with_pseudonyms(texts, context.pseudonym_key)
        yield table.batch(records, _checked(table.typed(texts), options.entity))


def _checked(typed: pl.DataFrame, entity: str) -> pl.DataFrame:
    schema = SCHEMAS[entity]
    for field in REQUIRED[entity]:
        typed = with_fault(typed, pl.col(field).is_null(), f"{field} is missing")
    for fields in _ONE_OF.get(entity, ()):
        typed = with_fault(
            typed, pl.all_horizontal(pl.col(*fields).is_null()), f"{' and '.join(fields)} are both missing"
        )
    for field, dtype in schema.items():
        if isinstance(dtype, pl.Float64) and (entity, field) not in _SIGNED:
            message = pl.format("{} {} is negative", pl.lit(field), field)
            typed = with_fault(typed, pl.col(field) < 0, message)
        if (entity, field) in _NEVER_ZERO:
            typed = with_fault(typed, pl.col(field) == 0, f"{field} is 0; {_NEVER_ZERO[entity, field]} is more than 0")
        if (entity, field) in _CHOICES:
            choices = _CHOICES[entity, field]
            unknown = pl.format("{} '{}' is none of {}", pl.lit(field), field, pl.lit(", ".join(choices)))
            typed = with_fault(typed, ~pl.col(field).is_in(choices), unknown)
    for first, last in _ORDERED:
        if first in schema and last in schema:
            is_quantity = isinstance(schema[first], pl.Float64)
            wrong = "more than" if is_quantity else "after"
            message = pl.format(f"{{}} {{}} is {wrong} {{}} {{}}", pl.lit(first), first, pl.lit(last), last)
            typed = with_fault(typed, pl.col(first) > pl.col(last), message)
    return typed


READER = _ErpDelimitedReader()
