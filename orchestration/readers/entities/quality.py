"""Quality: inspections, and measured characteristics with their limits."""

from orchestration.readers.entities.entity import NUMBER, TEXT, UTC, Entity

QUALITY = (
    # inspected_quantity: units inspected for the first time; first_pass_quantity: those found good then.
    Entity(
        "inspections",
        "inspection",
        {
            "inspection_lot": TEXT,
            "work_centre": TEXT,
            "order_id": TEXT,
            "product": TEXT,
            "operation": TEXT,
            "ts_utc": UTC,
            "inspected_quantity": NUMBER,
            "first_pass_quantity": NUMBER,
        },
        key=("inspection_lot",),
        optional_key=True,
        required=("work_centre", "ts_utc", "inspected_quantity", "first_pass_quantity"),
        ordered=(("first_pass_quantity", "inspected_quantity"),),
    ),
    # subgroup: what was measured together (a rational subgroup of statistical process control).
    Entity(
        "measurements",
        "measured value of a characteristic",
        {
            "measurement_id": TEXT,
            "characteristic": TEXT,
            "product": TEXT,
            "work_centre": TEXT,
            "order_id": TEXT,
            "ts_utc": UTC,
            "subgroup": TEXT,
            "value": NUMBER,
            "lower_spec_limit": NUMBER,
            "upper_spec_limit": NUMBER,
            "unit": TEXT,
        },
        key=("measurement_id",),
        optional_key=True,
        required=("characteristic", "work_centre", "ts_utc", "value"),
        signed=frozenset({"value", "lower_spec_limit", "upper_spec_limit"}),
        ordered=(("lower_spec_limit", "upper_spec_limit"),),
    ),
)
