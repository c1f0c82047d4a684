"""Tickets of the provider who helps with repairs of the moulding machine, with the times that were agreed.

Every other repair has one. Times are UTC epoch seconds; agreed times seconds from the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.demo.behaviour import generator
from orchestration.demo.money import repairs
from orchestration.demo.simulation import Simulation

PROVIDER = "Moulds & More"
AGREED = {"high": (1200, 5400), "normal": (3600, None)}
"""Response and repair by priority; no time of repair is agreed for the lower one."""


@dataclass(frozen=True)
class Ticket:
    """One ticket; None is what has not come, or was not agreed."""

    number: str
    repair: str
    priority: str
    reported: int
    responded: int | None
    repaired: int | None
    agreed_response_s: int
    agreed_repair_s: int | None


def service_tickets(sim: Simulation) -> list[Ticket]:
    """All tickets; the last has not been answered, and the one before not been finished."""
    rng = generator(sim.seed, "service tickets")
    called = repairs(sim)[::2]
    found = []
    for number, repair in enumerate(called, start=1):
        priority = "normal" if number % 3 == 0 else "high"
        responded = repair.reported + rng.randint(5, 30) * 60
        repaired = max(repair.finished, responded) + rng.randint(0, 60) * 60
        found.append(Ticket(
            f"TK-{number:04d}", repair.number, priority, repair.reported,
            None if number == len(called) else responded,
            None if number >= len(called) - 1 else repaired, *AGREED[priority],
        ))  # fmt: skip
    return found
