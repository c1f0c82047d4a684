"""B2MML messages as their XML is walked: the elements that are read, each with its texts and its parts.

Only the elements that are open are in memory. What is not looked for (extensions of any namespace, properties,
parameters, template responses within requests, elements that are xsi:nil) is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

from orchestration.readers.contract import FileRejected
from orchestration.readers.mes.b2mml_names import (
    FIELDS,
    KINDS,
    NAMESPACE,
    NOUNS,
    PERSON_ID,
    RECORDS,
    TRANSACTION,
    UNREAD_VERBS,
    WITHIN,
    Kind,
)

_DEPTH_LIMIT = 64
# What is told when it ends, and not kept with the element around it.
_TOLD = frozenset({Kind.REQUEST, Kind.PLANNED, Kind.RESPONSE, Kind.DONE})


class Made(NamedTuple):
    """What a segment makes: nothing of it where it is of several products, no quantity where of several units."""

    product: str | None = None
    quantity: str | None = None
    unit: str | None = None


@dataclass(slots=True)
class Node:
    """An element that is read. ordinal: its number among the document's RECORDS. texts: by the names of FIELDS.

    holds_segments: whether segments stand within it. named: of segments within that are known by their kind alone, how
    many of each there are. made: of a request, what comes of it and how deep the segment stands that says so.
    """

    kind: Kind
    name: str
    depth: int
    ordinal: int
    around: Node | None
    texts: dict[str, str] = field(default_factory=dict)
    parts: list[Node] = field(default_factory=list)
    holds_segments: bool = False
    named: dict[str, int] = field(default_factory=dict)
    made: tuple[int, Made] | None = None
    size: int = 0

    def text(self, *names: str) -> str | None:
        """The first of these texts that there is."""
        for name in names:
            if name in self.texts:
                return self.texts[name]
        return None

    def of(self, kind: Kind) -> Iterator[Node]:
        """The parts of one kind."""
        return (part for part in self.parts if part.kind is kind)

    def outwards(self) -> Iterator[Node]:
        """Itself and what is around it, from within."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.around

    def raw(self) -> str:
        """What was read of it, as XML without persons."""
        texts = "".join(f"<{key}>{escape(text)}</{key}>" for key, text in self.texts.items() if key != PERSON_ID)
        parts = "".join(part.raw() for part in self.parts if part.kind is not Kind.PERSON)
        return f"<{self.name}>{texts}{parts}</{self.name}>"


@dataclass
class Message:
    """The message around what is read. created: when it was, as its text says. unread: why its rows are not loaded."""

    created: str | None = None
    unread: str | None = None


Take = Callable[[Node, Message], None]
"""Told of each request and segment when it ends."""


class B2mmlWalk:
    """Where in a document the parser is."""

    def __init__(self, take: Take) -> None:
        self.texts: list[str] = []
        self.knows_any = False
        self._take = take
        self._message = Message()
        self._depth = self._ordinal = 0
        self._scopes: list[tuple[int, dict[str, str]]] = [(0, {"": ""})]
        self._namespace = ""
        self._node: Node | None = None
        # The element whose text is being read, and the depth of one that is passed over; 0: none.
        self._leaf: tuple[int, str, dict[str, str]] | None = None
        self._passed_over = self._message_depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEPTH_LIMIT:
            raise FileRejected(f"Elements are nested deeper than {_DEPTH_LIMIT}, which those of no B2MML message are.")
        if attributes:
            self._open_scope(attributes)
        if not self._passed_over:
            self._start_read(name, attributes)
        self.texts.clear()

    def end(self, _name: str) -> None:
        """An element ends."""
        if self._passed_over:
            if self._depth == self._passed_over:
                self._passed_over, self._leaf = 0, None
        elif self._leaf is not None and self._leaf[0] == self._depth:
            self._end_leaf(*self._leaf[1:])
        elif self._node is not None and self._node.depth == self._depth:
            self._end_node(self._node)
        if self._depth == self._message_depth:
            self._message, self._message_depth = Message(), 0
        if self._scopes[-1][0] == self._depth:
            self._scopes.pop()
        self._depth -= 1
        self.texts.clear()

    def held(self) -> int:
        """Characters of what has not ended."""
        open_nodes = self._node.outwards() if self._node is not None else ()
        return sum(map(len, self.texts)) + sum(node.size for node in open_nodes)

    def _open_scope(self, attributes: dict[str, str]) -> None:
        declared = {
            key.partition(":")[2]: value
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        if declared:
            self._scopes.append((self._depth, {**self._scopes[-1][1], **declared}))

    def _start_read(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        namespace = self._scopes[-1][1].get(prefix, prefix)
        if _is_nil(attributes) or (self._node is not None and namespace != self._namespace):
            self._passed_over = self._depth
        elif self._leaf is not None and self._node is not None:
            self._passed_over = self._leaf[0]
        elif (kind := KINDS.get(local)) is not None and kind in WITHIN[self._node.kind if self._node else None]:
            self._start_node(kind, local, namespace)
        elif self._node is None:
            self._start_around(local, attributes)
        else:
            self._leaf = self._depth, local, attributes

    def _start_node(self, kind: Kind, local: str, namespace: str) -> None:
        if self._node is None:
            if namespace and not NAMESPACE.fullmatch(namespace):
                return
            self._namespace, self.knows_any, self._leaf = namespace, True, None
        self._ordinal += kind in RECORDS
        if self._node is not None and kind in {Kind.PLANNED, Kind.DONE}:
            self._node.holds_segments = True
        self._node = Node(kind, local, self._depth, self._ordinal, self._node)

    def _start_around(self, local: str, attributes: dict[str, str]) -> None:
        transaction = TRANSACTION.fullmatch(local)
        if transaction is not None and not self._message_depth:
            verb, noun = transaction.groups()
            self._message, self._message_depth = Message(), self._depth
            self.knows_any |= noun in NOUNS
            if verb in UNREAD_VERBS:
                self._message.unread = f"it is of a message {local}, which {UNREAD_VERBS[verb]}"
        elif attributes.get("actionCode", "").lower() == "delete":
            self._message.unread = f"its message says actionCode Delete, which {UNREAD_VERBS['Cancel']}"
        self._leaf = self._depth, local, attributes

    def _end_leaf(self, local: str, attributes: dict[str, str]) -> None:
        self._leaf = None
        text = "".join(self.texts).strip()
        if text.lower() == "other":
            text = attributes.get("OtherValue") or text
        if self._node is None:
            if local == "CreationDateTime" and text:
                self._message.created = text
        elif local in FIELDS and text and local not in self._node.texts:
            self._node.texts[local] = text
            self._node.size += len(text)

    def _end_node(self, node: Node) -> None:
        self._node = node.around
        if node.kind in _TOLD:
            self._take(node, self._message)
        elif node.around is not None:
            node.around.parts.append(node)
            node.around.size += node.size + len(node.name)
            # No cycle is left behind: what has ended is freed at once, with the rows that it became.
            node.around = None


def _is_nil(attributes: dict[str, str]) -> bool:
    return any(key.rpartition(":")[2] == "nil" and value.strip() in {"true", "1"} for key, value in attributes.items())
