"""One visitor of the dashboard without a browser: speaks with the server as Streamlit's page in a browser does.

A page is asked for by its address or by its name in the menu; the answer is taken in whole, until the server says that
the run has finished. Fragments that ask to be run again are, as a browser would. Nothing is drawn: what is measured is
the server's time and what goes over the wire.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

# What a browser sends in place of an access token when there is none: the name of the protocol alone.
_PROTOCOL = "streamlit"
_LONGEST_ANSWER_S = 120.0
_FIGURES = frozenset({"metric", "dataframe", "table", "vega_lite_chart"})


@dataclass(frozen=True)
class Seen:
    """A page as it came: from asking to its last word, how much was sent, what it says is wrong, and how many figures,
    charts and tables it shows."""

    page: str
    seconds: float
    size_bytes: int
    failures: list[str]
    figures: int


@dataclass
class _Answer:
    size_bytes: int = 0
    failures: list[str] = field(default_factory=list)
    figures: int = 0

    def take(self, element: Element) -> None:
        """Counts a figure; notes an exception that nobody caught, or a designed page for a failure."""
        kind = element.WhichOneof("type")
        self.figures += kind in _FIGURES
        if kind == "exception":
            self.failures.append(f"{element.exception.type}: {element.exception.message}")
        if kind == "alert" and element.alert.format == Alert.ERROR:
            self.failures.append(element.alert.body)


class Visitor:
    """A session at the dashboard, from ``async with`` to its end.

    Raises ``TimeoutError`` where a page does not finish within two minutes, and what ``websockets`` raises where the
    server ends the conversation.
    """

    def __init__(self, url: str, first_page: str) -> None:
        """``url`` is the dashboard's, as a browser has it; ``first_page`` opens there without an address of its own."""
        self._address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
        self._connection: ClientConnection
        self._first_page = first_page
        self._pages: dict[str, str] = {}
        self._page = ""
        self._query = ""
        self._repeats: dict[str, float] = {}

    async def __aenter__(self) -> Self:
        self._connection = await connect(self._address, subprotocols=[_PROTOCOL], max_size=None)  # type: ignore[list-item]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connection.close()

    async def see(self, page: str, query: Mapping[str, str]) -> Seen:
        """The page of that name with these query parameters, in whole."""
        self._page, self._query, self._repeats = page, urlencode(query), {}
        begun = time.perf_counter()
        answer = await self._ask("")
        return Seen(page, time.perf_counter() - begun, answer.size_bytes, answer.failures, answer.figures)

    async def stay(self, seconds: float) -> list[str]:
        """Looks at the page for so long, while its fragments run as often as they ask to; what they say is wrong."""
        failures: list[str] = []
        now = time.monotonic()
        until, due = now + seconds, {fragment: now + every for fragment, every in self._repeats.items()}
        while due and min(due.values()) < until:
            fragment = min(due, key=due.__getitem__)
            await asyncio.sleep(max(0.0, due[fragment] - time.monotonic()))
            failures += (await self._ask(fragment)).failures
            due[fragment] = time.monotonic() + self._repeats[fragment]
        await asyncio.sleep(max(0.0, until - time.monotonic()))
        return failures

    async def _ask(self, fragment: str) -> _Answer:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self._query
        state.page_script_hash = self._pages.get(self._page, "")
        state.page_name = "" if state.page_script_hash or self._page == self._first_page else self._page
        state.fragment_id, state.is_auto_rerun = fragment, bool(fragment)
        state.context_info.timezone, state.context_info.locale = "Europe/Berlin", "en-GB"
        state.context_info.color_scheme = "light"
        async with asyncio.timeout(_LONGEST_ANSWER_S):
            await self._connection.send(message.SerializeToString())
            return await self._listen()

    async def _listen(self) -> _Answer:
        answer = _Answer()
        async for data in self._connection:
            answer.size_bytes += len(data)
            message = ForwardMsg.FromString(data)
            match message.WhichOneof("type"):
                case "delta" if message.delta.HasField("new_element"):
                    answer.take(message.delta.new_element)
                case "navigation":
                    pages = message.navigation.app_pages
                    self._pages = {page.url_pathname or self._first_page: page.page_script_hash for page in pages}
                case "auto_rerun":
                    self._repeats[message.auto_rerun.fragment_id] = message.auto_rerun.interval
                case "page_not_found":
                    answer.failures.append(f"there is no page {self._page!r}")
                case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return answer
        return answer
