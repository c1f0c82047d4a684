"""The history of an OPC UA server's nodes: HistoryRead of raw values, page by page (Part 11, 6.5.3).

A page ends where the server ends it, with a continuation point, or at `NumValuesPerNode`. Servers are known that end it
there without a continuation point, or begin the next one with values of the last instant again: both are seen to here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

import pyarrow as pa
from asyncua import ua

from orchestration.plant.pull import OpcuaPull
from orchestration.pulls.connectors import Connector
from orchestration.pulls.connectors.opcua_client import OpcuaSession, open_session
from orchestration.pulls.connectors.opcua_nodes import find_nodes, refusal
from orchestration.pulls.connectors.opcua_values import Row, to_batch, to_row
from orchestration.pulls.windows import Window

_NODES_AT_ONCE = 20
_DISORDERED = (
    "the server gives its history in more than one page and not in the order of time, so that rows between the pages "
    "could be missed: make window_s so small that one page has a window"
)
_LIMIT = ua.NodeId(ua.Int32(ua.ObjectIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerHistoryReadData))


@dataclass
class _Reading:
    """How far one node was read in a window. `seam` has what the last page gave of its last instant."""

    tag: str
    node: ua.NodeId
    continuation: bytes | None = None
    seam: set[Row] = field(default_factory=set)

    def take(self, page: list[Row], start: datetime, end: datetime) -> list[Row]:
        """The rows of a page that are of the window, and not those of the page before."""
        new = [row for row in page if row not in self.seam and (row.time is None or start <= row.time < end)]
        if page:
            self.seam = {row for row in (*page, *self.seam) if row.time == page[-1].time}
        return new


class OpcuaConnector(Connector):
    """A server and the nodes of it that are read."""

    def __init__(self, session: OpcuaSession, pull: OpcuaPull) -> None:
        self._session, self._chunk_rows = session, pull.chunk_rows
        self._nodes, self._missing = find_nodes(session, pull)
        limit = session.read([_LIMIT], ua.AttributeIds.Value)[0].Value
        self._nodes_at_once = min(_NODES_AT_ONCE, limit.Value) if limit and limit.Value else _NODES_AT_ONCE
        self.unreadable: dict[str, str] = {}

    def rows(self, window: Window) -> Iterator[pa.RecordBatch]:
        """Columns of `opcua_values`; some nodes after the others, each node's rows in the order of its history."""
        self.unreadable = dict(self._missing)
        readings = [_Reading(tag, node) for tag, node in self._nodes.items()]
        start, end = window.start.replace(tzinfo=UTC), window.end.replace(tzinfo=UTC)
        for first in range(0, len(readings), self._nodes_at_once):
            yield from self._pages(readings[first : first + self._nodes_at_once], start, end)

    def _pages(self, readings: list[_Reading], start: datetime, end: datetime) -> Iterator[pa.RecordBatch]:
        """All pages of some nodes, each request's as a batch of at most `chunk_rows` rows."""
        most = max(2, self._chunk_rows // len(readings))
        requests = deque([(start, readings)])
        while requests:
            begin, asked = requests.popleft()
            rows: list[Row] = []
            unfinished: list[_Reading] = []
            for reading, result in zip(asked, self._session.history(_request(asked, begin, end, most)), strict=True):
                if result.StatusCode.is_bad():
                    self.unreadable[reading.tag] = refusal(reading.node, result.StatusCode)
                    continue
                page = [to_row(reading.tag, value) for value in getattr(result.HistoryData, "DataValues", None) or ()]
                new = reading.take(page, start, end)
                rows += new
                reading.continuation = result.ContinuationPoint or None
                if reading.continuation:
                    unfinished.append(reading)
                elif len(page) >= most and new and page[-1].time:
                    # It may have been cut off: asked again from its last instant on, what follows comes.
                    requests.append((page[-1].time, [reading]))
                elif len(page) >= most:
                    self.unreadable[reading.tag] = (
                        f"it has {most} values or more of one instant: make chunk_rows greater"
                    )
                if (reading.continuation or len(page) >= most) and not _is_ascending(page):
                    self.unreadable[reading.tag] = _DISORDERED
            if unfinished:
                requests.append((begin, unfinished))
            if rows:
                yield to_batch(rows)


def _request(readings: list[_Reading], start: datetime, end: datetime, most: int) -> ua.HistoryReadParameters:
    details = ua.ReadRawModifiedDetails(
        IsReadModified=False, StartTime=start, EndTime=end, NumValuesPerNode=most, ReturnBounds=False
    )
    nodes = [
        ua.HistoryReadValueId(NodeId=reading.node, IndexRange="", ContinuationPoint=reading.continuation)
        for reading in readings
    ]
    return ua.HistoryReadParameters(
        HistoryReadDetails=details,
        TimestampsToReturn=ua.TimestampsToReturn.Both,
        ReleaseContinuationPoints=False,
        NodesToRead=nodes,
    )


def _is_ascending(page: list[Row]) -> bool:
    times = [row.time for row in page if row.time is not None]
    return all(earlier <= later for earlier, later in pairwise(times))


@contextmanager
def open_opcua(pull: OpcuaPull) -> Iterator[OpcuaConnector]:
    """Open a session with the server of a source that is pulled by OPC UA."""
    with open_session(pull) as session:
        yield OpcuaConnector(session, pull)
