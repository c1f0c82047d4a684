"""Maintenance: orders, notifications, and service tickets with what was agreed."""

from orchestration.readers.entities.entity import NUMBER, TEXT, UTC, Entity

MAINTENANCE_KINDS = ("corrective", "preventive")
"""What `maintenance_orders.kind` can be."""

NOTIFICATION_KINDS = ("malfunction", "request", "activity")
"""What `maintenance_notifications.kind` can be; empty is unknown."""

MAINTENANCE = (
    # labour_cost and parts_cost in currency.
    Entity(
        "maintenance_orders",
        "maintenance order",
        {
            "maintenance_order": TEXT,
            "work_centre": TEXT,
            "kind": TEXT,
            "reported_utc": UTC,
            "start_utc": UTC,
            "finish_utc": UTC,
            "labour_h": NUMBER,
            "labour_cost": NUMBER,
            "parts_cost": NUMBER,
            "currency": TEXT,
            "description": TEXT,
        },
        key=("maintenance_order",),
        required=("maintenance_order", "work_centre", "kind"),
        choices={"kind": MAINTENANCE_KINDS},
        ordered=(("start_utc", "finish_utc"),),
    ),
    # malfunction_start_utc, malfunction_end_utc: when the equipment was out of order.
    Entity(
        "maintenance_notifications",
        "maintenance notification",
        {
            "notification": TEXT,
            "maintenance_order": TEXT,
            "work_centre": TEXT,
            "kind": TEXT,
            "reported_utc": UTC,
            "malfunction_start_utc": UTC,
            "malfunction_end_utc": UTC,
            "reported_reason": TEXT,
            "description": TEXT,
        },
        key=("notification",),
        required=("notification",),
        choices={"kind": NOTIFICATION_KINDS},
        ordered=(("malfunction_start_utc", "malfunction_end_utc"),),
    ),
    # agreed_response_s, agreed_repair_s: from the report on, as the contract says.
    Entity(
        "service_tickets",
        "ticket of a service provider",
        {
            "ticket": TEXT,
            "work_centre": TEXT,
            "maintenance_order": TEXT,
            "provider": TEXT,
            "priority": TEXT,
            "reported_utc": UTC,
            "responded_utc": UTC,
            "repaired_utc": UTC,
            "agreed_response_s": NUMBER,
            "agreed_repair_s": NUMBER,
        },
        key=("ticket",),
        required=("ticket", "work_centre", "reported_utc"),
        ordered=(("reported_utc", "responded_utc"), ("reported_utc", "repaired_utc")),
    ),
)
