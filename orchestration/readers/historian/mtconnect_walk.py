"""The observations of an MTConnectStreams document, as its XML is walked."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from orchestration.readers.contract import FileRejected

_CONTAINERS = frozenset({"Events", "Samples", "Condition"})
_DEPTH_LIMIT = 64


@dataclass
class Observations:
    """What was met since the last batch: names, attributes and texts (of a condition: its level), entry by entry.

    before: observations in the document before these. met: of these, loaded or not. devices: from which entry on the
    device is which. rejected: (ordinal, raw, reason).
    """

    before: int = 0
    met: int = 0
    names: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    devices: list[tuple[int, str]] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)

    def raw(self, index: int) -> str:
        """An observation as XML."""
        name = self.names[index]
        return f"{_opening(name, self.attributes[index])}{escape(self.texts[index])}</{name}>"

    def ordinals(self) -> list[int]:
        """The place of each entry in the document."""
        rejected = {ordinal for ordinal, _, _ in self.rejected}
        return [one for one in range(self.before + 1, self.before + self.met + 1) if one not in rejected]


class StreamsWalk:
    """Where in the document the parser is.

    `start` and `end` are called for every element: what they do for an observation decides the speed.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.found = Observations()
        self._inner: list[str] = []
        self._depth = self._container_depth = 0
        # The depth of observations while the parser is in a container, else one that no element has.
        self._observed_depth = -1
        self._is_condition = False
        self._device = ""
        self._attributes: dict[str, str] = {}

    def take(self) -> Observations:
        """The observations since this was asked last."""
        found = self.found
        self.found = Observations(found.before + found.met, devices=[(0, self._device)])
        return found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth == self._observed_depth:
            self._attributes = attributes
        else:
            self._start_other(name, attributes)
        self.texts.clear()

    def end(self, name: str) -> None:
        """An element ends."""
        if self._depth == self._observed_depth:
            found = self.found
            found.met += 1
            if self._inner:
                self._reject(name)
            else:
                found.names.append(name)
                found.attributes.append(self._attributes)
                found.texts.append(_local(name) if self._is_condition else "".join(self.texts))
        elif self._container_depth:
            self._end_other(name)
        self._depth -= 1
        self.texts.clear()

    def held(self) -> int:
        """Characters of the observation that has not ended."""
        return sum(map(len, self.texts)) + sum(map(len, self._inner))

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if self._depth > _DEPTH_LIMIT:
            raise FileRejected(
                f"Elements are nested deeper than {_DEPTH_LIMIT}, which no MTConnectStreams document is."
            )
        if self._depth == 1 and local != "MTConnectStreams":
            raise FileRejected(
                f"The document's root is {local!r}, not MTConnectStreams; ask the agent for `current` or `sample`."
            )
        if self._container_depth:
            self._inner.append(_opening(name, attributes))
        elif local == "DeviceStream":
            self._device = attributes.get("name") or attributes.get("uuid") or ""
            self.found.devices.append((len(self.found.names), self._device))
        elif local in _CONTAINERS:
            self._is_condition = local == "Condition"
            self._container_depth, self._observed_depth = self._depth, self._depth + 1

    def _end_other(self, name: str) -> None:
        if self._depth == self._container_depth:
            self._container_depth, self._observed_depth = 0, -1
        else:
            self._inner.append(f"{escape(''.join(self.texts))}</{name}>")

    def _reject(self, name: str) -> None:
        found = self.found
        raw = f"{_opening(name, self._attributes)}{''.join(self._inner)}</{name}>"
        reason = "the observation holds entries (a data set or table), which are not read"
        found.rejected.append((found.before + found.met, raw, reason))
        self._inner = []


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _opening(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>"
