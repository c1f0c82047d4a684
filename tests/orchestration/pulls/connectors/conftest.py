"""An OPC UA server with history, which the environment names."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asyncua import Server, ua
from asyncua.common.node import Node
from asyncua.server.history import HistoryDict, HistoryManager, HistoryStorageInterface
from asyncua.server.history_sql import HistorySQLite
from asyncua.sync import ThreadLoop

URL = "PLANT_HISTORY_URL"
NAMESPACE = "http://acme.example/plant"
MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class HistoryServer:
    """A real asyncua server in a thread of its own. `storage` is asyncua's own; `asked` are the history reads."""

    def __init__(self, folder: Path, *, page: int = 10_000, sqlite: bool = False, port: int | None = None) -> None:
        self.folder, self.page, self.sqlite = folder, page, sqlite
        self.port = port or free_port()
        self.url = f"opc.tcp://127.0.0.1:{self.port}/acme/"
        self.nodes: dict[str, Node] = {}
        self.asked: list[tuple[str, datetime, datetime]] = []
        self.before_read: Callable[[], None] = lambda: None
        self.refused: dict[str, int] = {}
        self.prepare: Callable[[Server], Any] | None = None
        self._loop = ThreadLoop()

    def start(self) -> "HistoryServer":
        self._loop = ThreadLoop()
        self._loop.start()
        self.run(self._start())
        return self

    def stop(self) -> None:
        if self._loop.is_alive():
            self.run(self.server.stop())
            self._loop.stop()

    def run(self, work: Any) -> Any:
        return self._loop.post(work)

    async def _start(self) -> None:
        self.server = Server()
        await self.server.init()
        self.server.set_endpoint(self.url)
        self.server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
        if self.prepare is not None:
            await self.prepare(self.server)
        self.storage = self._storage()
        self.server.iserver.history_manager.set_storage(self.storage)
        await self.storage.init()
        self._refuse_some(self.server.iserver.history_manager)
        self.index = await self.server.register_namespace(NAMESPACE)
        await self.server.start()
        for name in list(self.nodes):
            await self._add(name, ua.Variant(0.0), None)

    def _storage(self) -> HistoryStorageInterface:
        kept = HistorySQLite(str(self.folder / "opcua.db"), self.page) if self.sqlite else HistoryDict(self.page)
        read = kept.read_node_history

        async def told(node_id: ua.NodeId, start: datetime, end: datetime, most: int) -> Any:
            self.asked.append((str(node_id.Identifier), start, end))
            self.before_read()
            return await read(node_id, start, end, most)

        kept.read_node_history = told  # type: ignore[method-assign]
        return kept

    def _refuse_some(self, history: HistoryManager) -> None:
        read = history.read_history

        async def refusing(params: ua.HistoryReadParameters) -> list[ua.HistoryReadResult]:
            results = await read(params)
            for node, result in zip(params.NodesToRead, results, strict=True):
                if code := self.refused.get(str(node.NodeId.Identifier)):
                    result.StatusCode, result.HistoryData = ua.StatusCode(code), ua.HistoryData()
            return results

        history.read_history = refusing  # type: ignore[method-assign]

    def drop_connections(self) -> None:
        """As a cable that is pulled; only out of `before_read`, which runs in the server's thread."""
        for transport in list(self.server.iserver.asyncio_transports):
            transport.abort()

    def add(self, name: str, value: ua.Variant | None = None, parent: Node | None = None) -> Node:
        """A variable with history, in the objects' folder or below a parent."""
        return self.run(self._add(name, value or ua.Variant(0.0), parent))

    async def _add(self, name: str, value: ua.Variant, parent: Node | None) -> Node:
        where = parent or self.server.nodes.objects
        # asyncua's SQLite takes no node ids that are texts.
        identifier = list({**self.nodes, name: None}).index(name) + 1 if self.sqlite else name
        node = await where.add_variable(ua.NodeId(identifier, self.index), f"{self.index}:{name.split('.')[-1]}", value)
        await self.server.historize_node_data_change(node, period=None)
        self.nodes[name] = node
        return node

    def folder_of(self, name: str, parent: Node | None = None) -> Node:
        where = parent or self.server.nodes.objects
        return self.run(where.add_object(ua.NodeId(name, self.index), f"{self.index}:{name}"))

    def record(self, name: str, seconds: float, value: object, status: int = 0, **more: Any) -> None:
        """One value of a node's history, so many seconds after midnight UTC."""
        variant = value if isinstance(value, ua.Variant) else ua.Variant(value)
        at = MIDNIGHT + timedelta(seconds=seconds)
        given = ua.DataValue(variant, ua.StatusCode(status), **{"SourceTimestamp": at, "ServerTimestamp": at, **more})
        self.run(self.storage.save_node_value(self.nodes[name].nodeid, given))


Start = Callable[..., HistoryServer]


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Starts servers, which stop with the tests; `prepare` has the asyncua server before it listens."""
    started: list[HistoryServer] = []

    def start(prepare: Any = None, **options: Any) -> HistoryServer:
        server = HistoryServer(tmp_path_factory.mktemp("opcua"), **options)
        server.prepare = prepare
        started.append(server.start())
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def shared_server(start_server: Start) -> HistoryServer:
    """One server for the tests that only read it; each has nodes of its own."""
    return start_server()


@pytest.fixture
def opcua_server(start_server: Start, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts a server of the test's own, which the environment names."""

    def start(**options: Any) -> HistoryServer:
        server = start_server(**options)
        monkeypatch.setenv(URL, server.url)
        return server

    return start


class Press:
    """A press at the shared server, whose nodes no other test has."""

    def __init__(self, server: HistoryServer, name: str) -> None:
        self.server, self.name = server, name

    def add(self, signal: str, value: object = 0.0) -> None:
        """A variable with history."""
        self.server.add(f"{self.name}.{signal}", value if isinstance(value, ua.Variant) else ua.Variant(value))

    def record(self, signal: str, seconds: float, value: object, status: int = 0) -> None:
        """One value of its history, so many seconds after midnight UTC."""
        self.server.record(f"{self.name}.{signal}", seconds, value, status)

    def pull(self, *signals: str, more: str = "") -> str:
        """The pull of some of its signals, as plant.yaml has it."""
        nodes = ", ".join(f"{signal}: 'nsu={NAMESPACE};s={self.name}.{signal}'" for signal in signals)
        return f"{{connector: opcua, url_from: {URL}, nodes: {{{nodes}}}{more}}}"


@pytest.fixture
def press(shared_server: HistoryServer, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A press with a speed and a state."""
    monkeypatch.setenv(URL, shared_server.url)
    shared_server.asked.clear()
    shared_server.refused.clear()
    shared_server.storage.max_history_data_response_size = 10_000
    shared_server.before_read = lambda: None
    made = Press(shared_server, request.node.name)
    made.add("speed")
    made.add("state", "idle")
    return made
