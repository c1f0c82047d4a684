"""What a dialect of the demo plant's ERP is: the sources of its tables, and their files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from orchestration.demo.bookings import Confirmation
from orchestration.demo.delivery import Delivery
from orchestration.demo.simulation import Simulation


@dataclass(frozen=True)
class Dialect:
    """Everything that ERP, maintenance, quality and HR say, with the tables of one ERP.

    sources: entries of plant.yaml. files: what lies in landing/ for them.
    """

    name: str
    sources: Callable[[], list[dict[str, Any]]]
    files: Callable[[Simulation], list[Delivery]]


def entry(source: str, site: str, options: dict[str, Any], reader: str = "erp.delimited") -> dict[str, Any]:
    """The entry of plant.yaml of a table that is exported now and then."""
    return {"id": source, "site": site, "reader": reader, "fresh_within_s": 40 * 86400, "options": options}


def without_reversals(told: list[Confirmation]) -> tuple[list[Confirmation], list[Confirmation]]:
    """What still counts, and what was taken back, for an ERP that cancels a document instead of reversing it."""
    documents = [one for one in told if not one.reverses]
    reversed_ids = {one.reverses for one in told}
    standing = [one for one in documents if one.confirmation_id not in reversed_ids]
    return standing, [one for one in documents if one.confirmation_id in reversed_ids]
