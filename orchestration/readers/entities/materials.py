"""Material: products and their revisions, units of measure, bills of materials, stock, purchases (ISA-95: material)."""

from orchestration.readers.entities.entity import DATE, NUMBER, TEXT, UTC, VALIDITY, Entity

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

MATERIALS = (
    Entity(
        "products",
        "product",
        {"product": TEXT, "name": TEXT, "unit": TEXT, "product_group": TEXT},
        key=("product",),
        required=("product",),
    ),
    Entity(
        "product_revisions",
        "revision of a product (PLM)",
        {"product": TEXT, "revision": TEXT, "change_number": TEXT, "description": TEXT, **VALIDITY},
        key=("product", "revision", "valid_from"),
        required=("product", "revision"),
        ordered=(("valid_from", "valid_to"),),
    ),
    Entity(
        "units_of_measure",
        "unit of measure",
        {"unit": TEXT, "name": TEXT, "dimension": TEXT},
        key=("unit",),
        required=("unit",),
    ),
    # One from_unit is `factor` to_units, of one product, or of every product where `product` is empty.
    Entity(
        "unit_conversions",
        "conversion of units, of one product or of all",
        {"product": TEXT, "from_unit": TEXT, "to_unit": TEXT, "factor": NUMBER},
        key=("product", "from_unit", "to_unit"),
        required=("from_unit", "to_unit", "factor"),
        never_zero={"factor": "a factor"},
    ),
    Entity(
        "bill_of_materials",
        "component of an assembly",
        {"assembly": TEXT, "component": TEXT, "quantity": NUMBER, "unit": TEXT, **VALIDITY},
        key=("assembly", "component", "valid_from"),
        required=("assembly", "component", "quantity"),
        ordered=(("valid_from", "valid_to"),),
    ),
    # A reversal has a negative quantity.
    Entity(
        "inventory_movements",
        "movement of stock",
        {
            "movement_id": TEXT,
            "product": TEXT,
            "work_centre": TEXT,
            "order_id": TEXT,
            "ts_utc": UTC,
            "kind": TEXT,
            "quantity": NUMBER,
            "unit": TEXT,
        },
        key=("movement_id",),
        optional_key=True,
        required=("product", "work_centre", "ts_utc", "kind", "quantity"),
        choices={"kind": MOVEMENT_KINDS},
        signed=frozenset({"quantity"}),
    ),
    Entity(
        "inventory_levels",
        "stock of a product at an instant",
        {"product": TEXT, "work_centre": TEXT, "ts_utc": UTC, "quantity": NUMBER, "unit": TEXT},
        key=("product", "work_centre", "ts_utc"),
        required=("product", "work_centre", "ts_utc", "quantity"),
    ),
    Entity(
        "purchase_receipts",
        "receipt of a purchased product, or what is still to come",
        {
            "receipt_id": TEXT,
            "purchase_order": TEXT,
            "product": TEXT,
            "supplier": TEXT,
            "ordered_quantity": NUMBER,
            "received_quantity": NUMBER,
            "unit": TEXT,
            "promised_date": DATE,
            "received_utc": UTC,
        },
        key=("receipt_id",),
        optional_key=True,
        required=("purchase_order", "product"),
    ),
    # A cause of starving: from when to when an operation lacked a component.
    Entity(
        "material_shortages",
        "time for which an order lacked a material",
        {
            "shortage_id": TEXT,
            "order_id": TEXT,
            "operation": TEXT,
            "product": TEXT,
            "work_centre": TEXT,
            "start_utc": UTC,
            "end_utc": UTC,
            "missing_quantity": NUMBER,
            "unit": TEXT,
        },
        key=("shortage_id",),
        optional_key=True,
        required=("product", "start_utc"),
        ordered=(("start_utc", "end_utc"),),
    ),
)
