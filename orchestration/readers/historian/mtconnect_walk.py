"""The observations of an MTConnectStreams document, as its XML is walked."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import polars as pl
from numpy.typing import NDArray

from orchestration.readers.contract import FileRejected
from orchestration.readers.cut_texts import texts_at
from orchestration.readers.xml_leaves import Cut, Leaves

_CONTAINERS = frozenset({"Events", "Samples", "Condition"})
_DEPTH_LIMIT = 64


ATTRIBUTES = ("dataItemId", "name", "timestamp")

FRAME = pl.Schema(
    {
        "row_no": pl.Int64(),
        "device": pl.String(),
        "is_condition": pl.Boolean(),
        "element": pl.String(),
        "text": pl.String(),
        **dict.fromkeys(ATTRIBUTES, pl.String()),
        "raw": pl.String(),
    }
)
"""One row an observation; row_no: its ordinal in the document."""


@dataclass
class Observations:
    """What was met since the last batch.

    before: observations in the document before these. met: of these, loaded or not. frames: of the schema FRAME.
    listed: rows of observations that were told one by one. rejected: (ordinal, raw, reason).
    """

    before: int = 0
    met: int = 0
    frames: list[pl.DataFrame] = field(default_factory=list)
    listed: list[tuple[int, str, bool, str, str, dict[str, str]]] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)

    def frame(self) -> pl.DataFrame:
        """All observations but the rejected ones, of the schema FRAME, in the document's order."""
        if not self.listed:
            return pl.concat([pl.DataFrame(schema=FRAME), *self.frames])
        rows = [
            (*place, element, text, *map(attributes.get, ATTRIBUTES), _raw(element, attributes, text))
            for *place, element, text, attributes in self.listed
        ]
        return pl.concat([pl.DataFrame(rows, schema=FRAME, orient="row"), *self.frames]).sort("row_no")


class StreamsWalk:
    """Where in the document the parser is."""

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
        self._runs: list[tuple[int, int, str, bool]] = []

    def take(self) -> Observations:
        """The observations since this was asked last."""
        found = self.found
        self.found = Observations(found.before + found.met)
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
                place = (found.before + found.met, self._device, self._is_condition)
                found.listed.append((*place, name, "".join(self.texts), self._attributes))
        elif self._container_depth:
            self._end_other(name)
        self._depth -= 1
        self.texts.clear()

    def held(self) -> int:
        """Characters of the observation that has not ended."""
        return sum(map(len, self.texts)) + sum(map(len, self._inner))

    def takes_leaves(self) -> bool:
        """Whether observations may be told as columns: directly within a container."""
        return self._container_depth > 0 and self._depth == self._container_depth

    def take_run(self, start: int, stop: int) -> None:
        """Observations that stand side by side."""
        self._runs.append((stop - start, self.found.before + self.found.met + 1, self._device, self._is_condition))
        self.found.met += stop - start
        self.texts.clear()

    def take_leaves(self, leaves: Leaves, is_taken: NDArray[np.bool_]) -> None:
        """The observations of the runs since this was called last."""
        if not self._runs:
            return
        counts, ordinals, devices, conditions = zip(*self._runs, strict=True)
        self._runs = []
        # Of each observation: the run that it is of, and its place in that.
        runs = np.repeat(np.arange(len(counts)), counts)
        places = np.arange(len(runs)) - np.repeat(np.cumsum((0, *counts[:-1])), counts)
        attributes = {key: leaves.attributes[key] for key in ATTRIBUTES}
        raw = Cut(leaves.starts, leaves.stops - leaves.starts)
        cuts = {"element": leaves.names, "text": leaves.texts, **attributes, "raw": raw}
        columns = {
            "row_no": np.array(ordinals)[runs] + places,
            "device": pl.Series(devices, dtype=pl.String).gather(runs),
            "is_condition": np.array(conditions)[runs],
        }
        for name, cut in cuts.items():
            columns[name] = texts_at(leaves.padded, cut.starts[is_taken], cut.lengths[is_taken])
        self.found.frames.append(pl.DataFrame(columns, schema=FRAME))

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


def _raw(name: str, attributes: dict[str, str], text: str) -> str:
    return f"{_opening(name, attributes)}{escape(text)}</{name}>"


def _opening(name: str, attributes: dict[str, str]) -> str:
    return f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>"
