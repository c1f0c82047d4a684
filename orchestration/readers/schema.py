"""The canonical tables that readers produce, as Polars schemas.

Times are UTC (`_utc`, microseconds), durations seconds (`_s`), rates per hour (`_per_h`). `row_no` is where a row
came from: the physical line of a text file, the ordinal of the element in XML. The lake adds `source` and `load_seq`.
"""

import polars as pl

UTC = pl.Datetime("us", "UTC")

BAD, UNCERTAIN, GOOD = 0, 1, 2
"""The three values of `samples.quality`, worst first."""

SAMPLES = "samples"

SCHEMAS: dict[str, pl.Schema] = {
    # value_num when the value is a number, value_text when it is not; neither = no value (quality bad).
    SAMPLES: pl.Schema(
        {
            "tag": pl.String(),
            "ts_utc": UTC,
            "value_num": pl.Float64(),
            "value_text": pl.String(),
            "quality": pl.Int8(),
            "quality_raw": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    "products": pl.Schema(
        {
            "product": pl.String(),
            "name": pl.String(),
            "unit": pl.String(),
            "product_group": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    # valid_to is inclusive, here and in every table below.
    "prices": pl.Schema(
        {
            "product": pl.String(),
            "valid_from": pl.Date(),
            "valid_to": pl.Date(),
            "price": pl.Float64(),
            "variable_cost": pl.Float64(),
            "salvage_value": pl.Float64(),
            "rework_cost": pl.Float64(),
            "currency": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    "orders": pl.Schema(
        {
            "order_id": pl.String(),
            "product": pl.String(),
            "work_centre": pl.String(),
            "planned_quantity": pl.Float64(),
            "planned_scrap_quantity": pl.Float64(),
            "planned_start_utc": UTC,
            "planned_finish_utc": UTC,
            "due_utc": UTC,
            "row_no": pl.Int64(),
        }
    ),
    # ideal_cycle_s: seconds per unit, > 0; basis: nameplate | demonstrated | routing.
    "routings": pl.Schema(
        {
            "product": pl.String(),
            "work_centre": pl.String(),
            "operation": pl.String(),
            "ideal_cycle_s": pl.Float64(),
            "setup_s": pl.Float64(),
            "variable_cost": pl.Float64(),
            "currency": pl.String(),
            "basis": pl.String(),
            "valid_from": pl.Date(),
            "valid_to": pl.Date(),
            "row_no": pl.Int64(),
        }
    ),
    # crew: people at the work centre.
    "rates": pl.Schema(
        {
            "work_centre": pl.String(),
            "labour_rate_per_h": pl.Float64(),
            "machine_rate_per_h": pl.Float64(),
            "crew": pl.Float64(),
            "currency": pl.String(),
            "valid_from": pl.Date(),
            "valid_to": pl.Date(),
            "row_no": pl.Int64(),
        }
    ),
    "bill_of_materials": pl.Schema(
        {
            "assembly": pl.String(),
            "component": pl.String(),
            "quantity": pl.Float64(),
            "unit": pl.String(),
            "valid_from": pl.Date(),
            "valid_to": pl.Date(),
            "row_no": pl.Int64(),
        }
    ),
    "scrap_reasons": pl.Schema({"scrap_reason": pl.String(), "name": pl.String(), "row_no": pl.Int64()}),
    # kind: corrective | preventive; labour_cost and parts_cost in currency.
    "maintenance_orders": pl.Schema(
        {
            "maintenance_order": pl.String(),
            "work_centre": pl.String(),
            "kind": pl.String(),
            "reported_utc": UTC,
            "start_utc": UTC,
            "finish_utc": UTC,
            "labour_h": pl.Float64(),
            "labour_cost": pl.Float64(),
            "parts_cost": pl.Float64(),
            "currency": pl.String(),
            "description": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    # One unit of from_currency is `rate` units of to_currency, from valid_from until the next rate.
    "exchange_rates": pl.Schema(
        {
            "from_currency": pl.String(),
            "to_currency": pl.String(),
            "rate": pl.Float64(),
            "valid_from": pl.Date(),
            "row_no": pl.Int64(),
        }
    ),
    # A person's time at a work centre, by start and end or by work_date (a production date) and attendance_s; work_s is
    # the part of it spent on orders. worker: keyed hash, never the name.
    "personnel_times": pl.Schema(
        {
            "personnel_time_id": pl.String(),
            "work_centre": pl.String(),
            "worker": pl.String(),
            "work_date": pl.Date(),
            "start_utc": UTC,
            "end_utc": UTC,
            "attendance_s": pl.Float64(),
            "work_s": pl.Float64(),
            "row_no": pl.Int64(),
        }
    ),
    # subgroup: what was measured together (a rational subgroup of statistical process control).
    "measurements": pl.Schema(
        {
            "measurement_id": pl.String(),
            "characteristic": pl.String(),
            "product": pl.String(),
            "work_centre": pl.String(),
            "order_id": pl.String(),
            "ts_utc": UTC,
            "subgroup": pl.String(),
            "value": pl.Float64(),
            "lower_spec_limit": pl.Float64(),
            "upper_spec_limit": pl.Float64(),
            "unit": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    # inspected_quantity: units inspected for the first time; first_pass_quantity: those found good then.
    "inspections": pl.Schema(
        {
            "inspection_lot": pl.String(),
            "work_centre": pl.String(),
            "order_id": pl.String(),
            "product": pl.String(),
            "operation": pl.String(),
            "ts_utc": UTC,
            "inspected_quantity": pl.Float64(),
            "first_pass_quantity": pl.Float64(),
            "row_no": pl.Int64(),
        }
    ),
    # kind: one of MOVEMENT_KINDS; a reversal has a negative quantity.
    "inventory_movements": pl.Schema(
        {
            "movement_id": pl.String(),
            "product": pl.String(),
            "work_centre": pl.String(),
            "order_id": pl.String(),
            "ts_utc": UTC,
            "kind": pl.String(),
            "quantity": pl.Float64(),
            "unit": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    "inventory_levels": pl.Schema(
        {
            "product": pl.String(),
            "work_centre": pl.String(),
            "ts_utc": UTC,
            "quantity": pl.Float64(),
            "unit": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    # The most that the equipment can make in an hour.
    "equipment_capacities": pl.Schema(
        {
            "work_centre": pl.String(),
            "capacity_per_h": pl.Float64(),
            "valid_from": pl.Date(),
            "valid_to": pl.Date(),
            "row_no": pl.Int64(),
        }
    ),
    # What the ERP was told of an order's operation. kind: production | rework; rework_quantity: produced units that
    # need rework; reverses: confirmation_id of an earlier one that this one takes back; worker: keyed hash.
    "confirmations": pl.Schema(
        {
            "confirmation_id": pl.String(),
            "order_id": pl.String(),
            "work_centre": pl.String(),
            "product": pl.String(),
            "operation": pl.String(),
            "kind": pl.String(),
            "start_utc": UTC,
            "end_utc": UTC,
            "good_quantity": pl.Float64(),
            "reject_quantity": pl.Float64(),
            "rework_quantity": pl.Float64(),
            "scrap_reason": pl.String(),
            "reverses": pl.String(),
            "worker": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    # kind: production | setup | rework; rework_quantity: produced units that need rework; worker: keyed hash, never the
    # name.
    "operations": pl.Schema(
        {
            "operation_id": pl.String(),
            "work_centre": pl.String(),
            "order_id": pl.String(),
            "product": pl.String(),
            "operation": pl.String(),
            "kind": pl.String(),
            "start_utc": UTC,
            "end_utc": UTC,
            "good_quantity": pl.Float64(),
            "reject_quantity": pl.Float64(),
            "rework_quantity": pl.Float64(),
            "held_quantity": pl.Float64(),
            "worker": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
}

CONFIRMATION_KINDS = ("production", "rework")
"""What `confirmations.kind` can be; empty is production."""

MAINTENANCE_KINDS = ("corrective", "preventive")
"""What `maintenance_orders.kind` can be."""

MOVEMENT_KINDS = (
    "receipt",
    "issue",
    "consumption",
    "production",
    "co_production",
    "production_loss",
    "storage_loss",
    "other_loss",
)
"""What `inventory_movements.kind` can be: into stock from outside, out of stock to outside, into production, good
output into stock, good output of the products that come with it, lost in production, in storage or transport,
otherwise."""

REJECTED = pl.Schema({"row_no": pl.Int64(), "member": pl.String(), "raw": pl.String(), "reason": pl.String()})
"""Rejected rows: where, which archive member, what stood there (at most 1000 characters), why it was not loaded."""

RAW_LIMIT = 1000
"""Characters of a rejected row that are kept."""

BUSINESS_KEYS: dict[str, tuple[str, ...]] = {
    SAMPLES: ("tag", "ts_utc"),
    "products": ("product",),
    "prices": ("product", "valid_from"),
    "orders": ("order_id",),
    "routings": ("product", "work_centre", "operation", "basis", "valid_from"),
    "rates": ("work_centre", "valid_from"),
    "bill_of_materials": ("assembly", "component", "valid_from"),
    "scrap_reasons": ("scrap_reason",),
    "maintenance_orders": ("maintenance_order",),
    "exchange_rates": ("from_currency", "to_currency", "valid_from"),
    "inventory_levels": ("product", "work_centre", "ts_utc"),
    "equipment_capacities": ("work_centre", "valid_from"),
    "personnel_times": ("personnel_time_id",),
    "measurements": ("measurement_id",),
    "inspections": ("inspection_lot",),
    "inventory_movements": ("movement_id",),
    "confirmations": ("confirmation_id",),
    "operations": ("operation_id",),
}
"""What identifies a row of each table: of rows with the same key the newest wins."""

OPTIONAL_KEYS = frozenset(
    {"personnel_times", "measurements", "inspections", "inventory_movements", "confirmations", "operations"}
)
"""Tables whose id not every source gives: a row without it is identified by all its fields and its occurrence."""

ENTITIES: tuple[str, ...] = tuple(name for name in SCHEMAS if name != SAMPLES)
"""The tables that are not samples."""
