"""Production: work centres, routings, orders with their operations, and what was done (ISA-95: work definition,
schedule and performance)."""

from orchestration.readers.entities.entity import NUMBER, TEXT, UTC, VALIDITY, Entity

CONFIRMATION_KINDS = ("production", "rework")
"""What `confirmations.kind` can be; empty is production."""

ROUTING_BASES = ("nameplate", "demonstrated", "routing")
"""What `routings.basis` can be."""

PRODUCTION = (
    Entity(
        "work_centres",
        "work centre of the ERP",
        {"work_centre": TEXT, "name": TEXT, "parent_work_centre": TEXT, "cost_centre": TEXT, **VALIDITY},
        key=("work_centre", "valid_from"),
        required=("work_centre",),
        ordered=(("valid_from", "valid_to"),),
    ),
    # What an internal key of the source stands for; `name` is the key by which everyone else knows the thing.
    Entity(
        "identifiers",
        "internal key of a source and what it stands for",
        {"kind": TEXT, "identifier": TEXT, "name": TEXT},
        key=("kind", "identifier"),
        required=("kind", "identifier", "name"),
    ),
    # ideal_cycle_s: seconds per unit, > 0.
    Entity(
        "routings",
        "cycle time of a product at a work centre",
        {
            "product": TEXT,
            "work_centre": TEXT,
            "operation": TEXT,
            "ideal_cycle_s": NUMBER,
            "setup_s": NUMBER,
            "variable_cost": NUMBER,
            "currency": TEXT,
            "basis": TEXT,
            **VALIDITY,
        },
        key=("product", "work_centre", "operation", "basis", "valid_from"),
        required=("product", "work_centre", "ideal_cycle_s", "basis"),
        choices={"basis": ROUTING_BASES},
        never_zero={"ideal_cycle_s": "a cycle time"},
        ordered=(("valid_from", "valid_to"),),
    ),
    # The most that the equipment can make in an hour.
    Entity(
        "equipment_capacities",
        "capacity of a work centre",
        {"work_centre": TEXT, "capacity_per_h": NUMBER, **VALIDITY},
        key=("work_centre", "valid_from"),
        required=("work_centre", "capacity_per_h"),
        never_zero={"capacity_per_h": "a capacity"},
        ordered=(("valid_from", "valid_to"),),
    ),
    Entity(
        "orders",
        "production order",
        {
            "order_id": TEXT,
            "product": TEXT,
            "work_centre": TEXT,
            "planned_quantity": NUMBER,
            "planned_scrap_quantity": NUMBER,
            "unit": TEXT,
            "planned_start_utc": UTC,
            "planned_finish_utc": UTC,
            "due_utc": UTC,
            "order_status": TEXT,
            "customer": TEXT,
            "sales_order": TEXT,
            "revision": TEXT,
        },
        key=("order_id",),
        required=("order_id",),
        ordered=(("planned_start_utc", "planned_finish_utc"),),
    ),
    # planned_run_s: of the whole planned quantity.
    Entity(
        "order_operations",
        "planned operation of an order",
        {
            "order_id": TEXT,
            "operation": TEXT,
            "work_centre": TEXT,
            "description": TEXT,
            "planned_quantity": NUMBER,
            "unit": TEXT,
            "planned_setup_s": NUMBER,
            "planned_run_s": NUMBER,
            "planned_start_utc": UTC,
            "planned_finish_utc": UTC,
        },
        key=("order_id", "operation"),
        required=("order_id", "operation"),
        ordered=(("planned_start_utc", "planned_finish_utc"),),
    ),
    # What the ERP was told of an order's operation. rework_quantity: produced units that need rework; reverses:
    # confirmation_id of an earlier one that this one takes back; worker: keyed hash.
    Entity(
        "confirmations",
        "confirmation of an order's operation",
        {
            "confirmation_id": TEXT,
            "order_id": TEXT,
            "work_centre": TEXT,
            "product": TEXT,
            "operation": TEXT,
            "kind": TEXT,
            "start_utc": UTC,
            "end_utc": UTC,
            "good_quantity": NUMBER,
            "reject_quantity": NUMBER,
            "rework_quantity": NUMBER,
            "unit": TEXT,
            "scrap_reason": TEXT,
            "reverses": TEXT,
            "worker": TEXT,
        },
        key=("confirmation_id",),
        optional_key=True,
        required=("order_id", "work_centre", "end_utc"),
        choices={"kind": CONFIRMATION_KINDS},
        ordered=(("start_utc", "end_utc"),),
    ),
    # Of a manufacturing execution system. kind: production | setup | rework; rework_quantity: produced units that need
    # rework; worker: keyed hash.
    Entity(
        "operations",
        "operation that was carried out, as a manufacturing execution system logs it",
        {
            "operation_id": TEXT,
            "work_centre": TEXT,
            "order_id": TEXT,
            "product": TEXT,
            "operation": TEXT,
            "kind": TEXT,
            "start_utc": UTC,
            "end_utc": UTC,
            "good_quantity": NUMBER,
            "reject_quantity": NUMBER,
            "rework_quantity": NUMBER,
            "held_quantity": NUMBER,
            "unit": TEXT,
            "worker": TEXT,
        },
        key=("operation_id",),
        optional_key=True,
        required=("work_centre", "start_utc"),
        choices={"kind": ("production", "setup", "rework")},
        ordered=(("start_utc", "end_utc"),),
    ),
    Entity(
        "scrap_reasons",
        "reason of scrap",
        {"scrap_reason": TEXT, "name": TEXT},
        key=("scrap_reason",),
        required=("scrap_reason",),
    ),
    # A stop as people reported it to MES, ERP or EAM; worker: keyed hash.
    Entity(
        "downtime_events",
        "stop as it was reported",
        {
            "downtime_id": TEXT,
            "work_centre": TEXT,
            "order_id": TEXT,
            "start_utc": UTC,
            "end_utc": UTC,
            "reported_reason": TEXT,
            "description": TEXT,
            "worker": TEXT,
        },
        key=("downtime_id",),
        optional_key=True,
        required=("work_centre", "start_utc"),
        ordered=(("start_utc", "end_utc"),),
    ),
    # A person's time at a work centre, by start and end or by work_date (a production date) and attendance_s; work_s
    # is the part of it spent on orders. worker: keyed hash.
    Entity(
        "personnel_times",
        "time of a person at a work centre",
        {
            "personnel_time_id": TEXT,
            "work_centre": TEXT,
            "worker": TEXT,
            "work_date": VALIDITY["valid_from"],
            "start_utc": UTC,
            "end_utc": UTC,
            "attendance_s": NUMBER,
            "work_s": NUMBER,
        },
        key=("personnel_time_id",),
        optional_key=True,
        required=("work_centre",),
        one_of=(("work_date", "start_utc"), ("attendance_s", "end_utc")),
        ordered=(("start_utc", "end_utc"), ("work_s", "attendance_s")),
    ),
)
