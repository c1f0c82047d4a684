"""What finance booked on orders: their material as they begin, labour and overhead as they end, and some credits.

Material of the product that is priced in dollars is paid in dollars. Nothing is booked on every seventh order yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.demo.behaviour import Order, generator
from orchestration.demo.money import DOLLAR_PRODUCT
from orchestration.demo.plant_description import CURRENCY, PRODUCTS, Site
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES

MATERIAL, LABOUR, OVERHEAD = "400000", "620000", "650000"
MATERIAL_SHARE = 0.6
NOT_BOOKED_YET, CREDITED = 7, 5
"""Of how many orders one has nothing, and one gets a part of its material back."""


@dataclass(frozen=True)
class CostBooking:
    """One line of finance: an amount on an order by cost element, a credit below zero; the day is the site's own."""

    number: str
    order: str
    work_centre: str
    element: str
    day: date
    amount: float
    currency: str


def booked_costs(sim: Simulation) -> list[CostBooking]:
    """All bookings in the window, by order and day."""
    found: list[CostBooking] = []
    for site in SITES:
        centres = {alias for line in site.lines for alias in (line.alias, *(unit.alias for unit in line.units))}
        for centre, orders in sim.orders.items():
            if centre in centres:
                for number, order in enumerate(orders, start=1):
                    found += _of_order(sim, site, centre, order, number)
    return found


def _of_order(sim: Simulation, site: Site, centre: str, order: Order, number: int) -> list[CostBooking]:
    if number % NOT_BOOKED_YET == 0:
        return []
    rng = generator(sim.seed, f"finance/{order.order}")
    variable = next(p.variable_cost for p in PRODUCTS if p.product == order.product)
    material = variable * MATERIAL_SHARE * order.quantity * rng.uniform(0.97, 1.08)
    labour = variable * (1 - MATERIAL_SHARE) * order.quantity * rng.uniform(0.85, 1.25)
    currency = "USD" if order.product == DOLLAR_PRODUCT else CURRENCY
    begun = sim.window.production_day(site, order.started)
    lines = [(MATERIAL, begun, material, currency)]
    if order.finished is not None:
        ended = min(sim.window.production_day(site, order.finished) + timedelta(days=1), sim.window.end)
        lines += [(LABOUR, ended, labour * 0.7, CURRENCY), (OVERHEAD, ended, labour * 0.3, CURRENCY)]
        if number % CREDITED == 0:
            lines.append((MATERIAL, sim.window.end, -material * 0.02, currency))
    return [
        CostBooking(f"{order.order}/{item:02d}", order.order, centre, element, day, round(amount, 2), unit)
        for item, (element, day, amount, unit) in enumerate(lines, start=1)
    ]
