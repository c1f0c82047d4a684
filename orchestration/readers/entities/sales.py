"""Sales: what customers ordered, and what was shipped to them."""

from orchestration.readers.entities.entity import NUMBER, TEXT, UTC, Entity

SALES = (
    Entity(
        "sales_orders",
        "sales order, or its item",
        {
            "sales_order": TEXT,
            "customer": TEXT,
            "product": TEXT,
            "quantity": NUMBER,
            "unit": TEXT,
            "requested_utc": UTC,
        },
        key=("sales_order", "product"),
        required=("sales_order",),
    ),
    Entity(
        "shipments",
        "shipment",
        {
            "shipment_id": TEXT,
            "sales_order": TEXT,
            "order_id": TEXT,
            "customer": TEXT,
            "product": TEXT,
            "quantity": NUMBER,
            "unit": TEXT,
            "shipped_utc": UTC,
        },
        key=("shipment_id",),
        optional_key=True,
        required=("shipped_utc",),
        one_of=(("sales_order", "order_id"),),
    ),
)
