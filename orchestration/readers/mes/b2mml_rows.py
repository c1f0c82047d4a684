"""Elements of B2MML to rows of the canonical tables, their values still texts."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from orchestration.readers.mes.b2mml_context import (
    deepest_place,
    order_id,
    other_work,
    planned_path,
    report_id,
    reported_at,
    reported_path,
    segment_time,
)
from orchestration.readers.mes.b2mml_names import (
    ENDS,
    PERSON_ID,
    SEGMENT_IDS,
    STARTS,
    STATES,
    USES,
    USES_BY_NAME,
    Kind,
)
from orchestration.readers.mes.b2mml_walk import Made, Message, Node

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# As XML Schema writes it. Years and months have no length of their own.
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII)


class Row(NamedTuple):
    """A row of a table: the element that it was, and texts by field.

    fault: why it is not to be loaded, where that is known already. record_id: what makes it known together with its
    time; None where the message does not say.
    """

    table: str
    node: Node
    texts: Mapping[str, str | None]
    fault: str | None
    record_id: str | None = None


@dataclass(frozen=True)
class RowMaker:
    """Makes rows as a source's options want them.

    done_table: where reported segments go. work_centre: of what the message places nowhere. kinds: of operations by
    a segment's ids. uses: MaterialUse in small letters to kinds of movements. moves: whether materials are movements.
    """

    done_table: str
    work_centre: str | None
    kinds: Mapping[str, str]
    uses: Mapping[str, str]
    moves: bool

    def rows(self, node: Node, message: Message) -> Iterator[Row]:
        """The rows that an element which has ended becomes."""
        if node.kind is Kind.REQUEST:
            yield self._order(node, message)
        elif node.kind is Kind.PLANNED:
            yield self._planned(node, message)
        else:
            if node.kind is Kind.DONE and not self._only_holds_others(node):
                yield self._done(node, message)
            for actual in _actuals(node) if self.moves else ():
                yield self._movement(node, actual, message)

    def _order(self, node: Node, message: Message) -> Row:
        made = node.made[1] if node.made else Made()
        texts = {
            "order_id": node.text("ID"),
            "product": made.product,
            "work_centre": self._place(node) or self.work_centre,
            "planned_quantity": made.quantity,
            "unit": made.unit,
            "planned_start_utc": node.text(*STARTS),
            "planned_finish_utc": node.text(*ENDS),
            "order_status": node.text(*STATES),
        }
        return Row("orders", node, texts, message.unread or other_work(node))

    def _planned(self, node: Node, message: Message) -> Row:
        made = self._made(node.of(Kind.REQUIREMENT), "production")
        request = next((one for one in node.outwards() if one.kind is Kind.REQUEST), None)
        if request is not None and made.product and (request.made is None or node.depth <= request.made[0]):
            request.made = node.depth, made
        texts = {
            "order_id": request.text("ID") if request is not None else None,
            "operation": planned_path(node),
            "work_centre": self._work_centre(node),
            "description": node.text("Description"),
            "planned_quantity": made.quantity,
            "unit": made.unit,
            "planned_run_s": _seconds(node.text("Duration")),
            "planned_start_utc": node.text(*STARTS),
            "planned_finish_utc": node.text(*ENDS),
        }
        return Row("order_operations", node, texts, message.unread or other_work(node))

    def _done(self, node: Node, message: Message) -> Row:
        made = self._made(_actuals(node), "production")
        lost = self._made(_actuals(node), "production_loss")
        told = made if any(self._kind(actual) == "production" for actual in _actuals(node)) else lost
        people = {person.text(PERSON_ID) for person in node.of(Kind.PERSON)} - {None}
        ids = [node.texts[name] for name in ("ID", *SEGMENT_IDS) if name in node.texts]
        texts = {
            "order_id": order_id(node),
            "work_centre": self._work_centre(node),
            "product": told.product,
            "operation": reported_path(node),
            "kind": next((self.kinds[name] for name in ids if name in self.kinds), "production"),
            "start_utc": segment_time(node, STARTS),
            "end_utc": segment_time(node, ENDS),
            "good_quantity": made.quantity,
            "reject_quantity": lost.quantity if (lost.product, lost.unit) == (told.product, told.unit) else None,
            "unit": told.unit,
            "worker": people.pop() if len(people) == 1 else None,
        }
        fault = message.unread or other_work(node)
        return Row(self.done_table, node, texts, fault, report_id(node))

    def _movement(self, node: Node, actual: Node, message: Message) -> Row:
        use, kind = _use(actual), self._kind(actual)
        fault = None
        if kind is None:
            known = "material_uses says of others which kind they are"
            fault = f"the MaterialUse {use!r} is no movement; {known}" if use else "its MaterialUse is missing"
        own_id, id_of_report = actual.text("ID"), report_id(node)
        texts = {
            "product": actual.text("MaterialDefinitionID"),
            "work_centre": self._work_centre(node),
            "order_id": order_id(node),
            "ts_utc": segment_time(node, ENDS) or segment_time(node, STARTS) or reported_at(node, message),
            "kind": kind,
            **_quantity(actual),
        }
        record_id = f"{id_of_report}/{own_id}" if own_id and id_of_report else None
        return Row("inventory_movements", actual, texts, message.unread or fault, record_id)

    def _only_holds_others(self, node: Node) -> bool:
        """Whether a reported segment tells of no work, and is only around the materials and segments that it holds."""
        if node.text(*STARTS, *ENDS):
            return False
        kinds = {self._kind(actual) for actual in _actuals(node)}
        return not kinds & {"production", "production_loss"} and (bool(kinds) or node.holds_segments)

    def _made(self, materials: Iterator[Node], kind: str) -> Made:
        of_kind = [material for material in materials if self._kind(material) == kind]
        products = {material.text("MaterialDefinitionID") for material in of_kind}
        quantities = [_quantity(material) for material in of_kind]
        units = {quantity["unit"] for quantity in quantities}
        if len(products) != 1:
            return Made()
        if len(units) != 1:
            return Made(products.pop())
        return Made(products.pop(), _sum([quantity["quantity"] for quantity in quantities]), units.pop())

    def _kind(self, material: Node) -> str | None:
        use = (_use(material) or "").lower()
        return self.uses.get(use) or USES.get(use)

    def _work_centre(self, node: Node) -> str | None:
        for one in node.outwards():
            named = (equipment.text("EquipmentID") for equipment in one.of(Kind.EQUIPMENT))
            found = next((name for name in named if name), None) or deepest_place(one)
            if found:
                return found
        return self.work_centre

    def _place(self, node: Node) -> str | None:
        return next((found for one in node.outwards() if (found := deepest_place(one))), None)


def _actuals(node: Node) -> Iterator[Node]:
    for actual in node.of(Kind.ACTUAL):
        yield actual
        yield from _actuals(actual)


def _use(material: Node) -> str | None:
    return material.text("MaterialUse") or USES_BY_NAME.get(material.name)


def _quantity(material: Node) -> dict[str, str | None]:
    """The first quantity that is stated; others are the same in other units."""
    stated = next((one for one in material.of(Kind.QUANTITY) if one.text("QuantityString")), None)
    if stated is None:
        return {"quantity": None, "unit": None}
    return {"quantity": stated.text("QuantityString"), "unit": stated.text("UnitOfMeasure")}


def _sum(quantities: Sequence[str | None]) -> str | None:
    """The sum as a text; a text that is no number instead of it, so that it is found as the fault of its row."""
    texts = [text for text in quantities if text is not None]
    unread = next((text for text in texts if not _NUMBER.fullmatch(text)), None)
    if unread is not None or len(texts) < 2:
        return unread if unread is not None else next(iter(texts), None)
    try:
        return repr(math.fsum(map(float, texts)))
    except OverflowError:
        return " + ".join(texts)


def _seconds(duration: str | None) -> str | None:
    """A duration in seconds; what is none stays, so that it is found as the fault of its row."""
    found = _DURATION.fullmatch(duration or "")
    if found is None or not any(found.groups()):
        return duration
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return repr(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
