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
    # kind: production | setup | rework; worker: keyed hash, never the name.
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
            "held_quantity": pl.Float64(),
            "worker": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
}

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
    # Only where the source gives operation_id; without it rows are identified by all fields and their occurrence.
    "operations": ("operation_id",),
}
"""What identifies a row of each table: of rows with the same key the newest wins."""

ENTITIES: tuple[str, ...] = tuple(name for name in SCHEMAS if name != SAMPLES)
"""The tables that are not samples."""
