"""What an element of B2MML is told by those around it: its order, its place, its time, and by what it is known."""

from __future__ import annotations

from orchestration.readers.mes.b2mml_names import (
    ENDS,
    LEVELS,
    NO_WORK_CENTRES,
    NOT_PRODUCTION,
    PLAN_IDS,
    REQUEST_IDS,
    SEGMENT_IDS,
    STARTS,
    TYPES,
    Kind,
)
from orchestration.readers.mes.b2mml_walk import Message, Node


def deepest_place(node: Node) -> str | None:
    """The innermost of the places that an element names, at which work is done."""
    found = None
    places = list(node.of(Kind.PLACE))
    while places:
        place = places.pop(0)
        if (place.text(*LEVELS) or "").lower() not in NO_WORK_CENTRES:
            found = place.text("EquipmentID") or found
        places += place.of(Kind.PLACE)
    return found


def order_id(node: Node) -> str | None:
    """The request that is answered; the response's own id where it names none."""
    for one in node.outwards():
        found = one.text(*REQUEST_IDS) or (one.text("ID") if one.kind is Kind.RESPONSE else None)
        if found:
            return found
    return None


def planned_path(node: Node) -> str | None:
    """The names of a planned segment and of those around it; None where one of them has none."""
    for segment in _segments(node):
        _name_among_siblings(segment)
    return _joined([segment.text("ID") for segment in _segments(node)])


def reported_path(node: Node) -> str | None:
    """The planned path that a reported segment answers, as far as it says so."""
    return _joined([segment.text(*PLAN_IDS, "ID", *SEGMENT_IDS) for segment in _segments(node)])


def report_id(node: Node) -> str | None:
    """By what a report is known: the ids of its response and its segments; None where one is missing."""
    response = next((one for one in node.outwards() if one.kind is Kind.RESPONSE), None)
    ids = [response.text("ID") if response is not None else None]
    ids += [one.text("ID") for one in _segments(node)] if node.kind is Kind.DONE else []
    return _joined(ids)


def _joined(names: list[str | None]) -> str | None:
    return None if None in names else "/".join(filter(None, names))


def _name_among_siblings(node: Node) -> None:
    """Give a planned segment without ID one: what it is one of, numbered from its second occurrence on."""
    name = node.text(*SEGMENT_IDS)
    if node.text("ID") or name is None or node.around is None:
        return
    count = node.around.named.get(name, 0) + 1
    node.around.named[name] = count
    node.around.size += len(name) if count == 1 else 0
    node.texts["ID"] = name if count == 1 else f"{name}#{count}"


def segment_time(node: Node, names: tuple[str, ...]) -> str | None:
    """A segment's time, else that of what is around it, the response included."""
    inner = (one for one in node.outwards() if one.kind in {Kind.DONE, Kind.RESPONSE})
    return next((found for one in inner if (found := one.text(*names))), None)


def reported_at(node: Node, message: Message) -> str | None:
    """When a message was reported that states no time of what it reports."""
    noun = next((one for one in node.outwards() if one.kind is Kind.MESSAGE), None)
    return (noun.text(*ENDS, *STARTS, "PublishedDate") if noun is not None else None) or message.created


def other_work(node: Node) -> str | None:
    """Why it is no production, where its type says so."""
    kind = next((found for one in node.outwards() if (found := one.text(*TYPES))), "")
    return f"it is of the type {kind}, which is no production" if kind.lower() in NOT_PRODUCTION else None


def _segments(node: Node) -> list[Node]:
    """The segments around a segment and itself, from without."""
    return [one for one in node.outwards() if one.kind is node.kind][::-1]
