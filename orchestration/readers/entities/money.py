"""Money: prices, standard and actual costs, rates with crew, energy tariffs, exchange rates."""

from orchestration.readers.entities.entity import DATE, NUMBER, TEXT, VALIDITY, Entity

COST_COMPONENTS = ("material", "labour", "machine", "overhead", "total")
"""What `standard_costs.cost_component` can be."""

MONEY = (
    Entity(
        "prices",
        "price of a product",
        {
            "product": TEXT,
            **VALIDITY,
            "price": NUMBER,
            "variable_cost": NUMBER,
            "salvage_value": NUMBER,
            "rework_cost": NUMBER,
            "currency": TEXT,
        },
        key=("product", "valid_from"),
        required=("product", "currency"),
        one_of=(("price", "variable_cost"),),
        ordered=(("valid_from", "valid_to"),),
    ),
    # Of one unit of the product.
    Entity(
        "standard_costs",
        "component of a product's standard cost",
        {"product": TEXT, "cost_component": TEXT, "standard_cost": NUMBER, "unit": TEXT, "currency": TEXT, **VALIDITY},
        key=("product", "cost_component", "valid_from"),
        required=("product", "cost_component", "standard_cost", "currency"),
        choices={"cost_component": COST_COMPONENTS},
        ordered=(("valid_from", "valid_to"),),
    ),
    # As finance booked it; a credit is negative.
    Entity(
        "actual_costs",
        "booked cost",
        {
            "booking_id": TEXT,
            "order_id": TEXT,
            "work_centre": TEXT,
            "cost_centre": TEXT,
            "cost_element": TEXT,
            "posting_date": DATE,
            "booked_amount": NUMBER,
            "currency": TEXT,
        },
        key=("booking_id",),
        optional_key=True,
        required=("posting_date", "booked_amount", "currency"),
        signed=frozenset({"booked_amount"}),
    ),
    # crew: people at the work centre.
    Entity(
        "rates",
        "hourly rates and crew of a work centre",
        {
            "work_centre": TEXT,
            "labour_rate_per_h": NUMBER,
            "machine_rate_per_h": NUMBER,
            "crew": NUMBER,
            "currency": TEXT,
            **VALIDITY,
        },
        key=("work_centre", "valid_from"),
        required=("work_centre", "currency"),
        one_of=(("labour_rate_per_h", "machine_rate_per_h"),),
        ordered=(("valid_from", "valid_to"),),
    ),
    Entity(
        "energy_tariffs",
        "price of energy at a site or work centre",
        {"work_centre": TEXT, "carrier": TEXT, "price_per_kwh": NUMBER, "currency": TEXT, **VALIDITY},
        key=("work_centre", "carrier", "valid_from"),
        required=("work_centre", "price_per_kwh", "currency"),
        ordered=(("valid_from", "valid_to"),),
    ),
    # One unit of from_currency is `rate` units of to_currency, from valid_from until the next rate.
    Entity(
        "exchange_rates",
        "exchange rate",
        {"from_currency": TEXT, "to_currency": TEXT, "rate": NUMBER, "valid_from": DATE},
        key=("from_currency", "to_currency", "valid_from"),
        required=("from_currency", "to_currency", "rate"),
        never_zero={"rate": "an exchange rate"},
    ),
)
