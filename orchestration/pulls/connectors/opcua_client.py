"""A session with an OPC UA server, for reading: connecting, security, and errors as sentences.

Of the services that a server offers, those that a pull uses are here and nowhere else: Read, Browse, BrowseNext and
HistoryRead, beside those that open and close a session. There is no way here to write, to call or to subscribe.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from asyncua import Client, ua

from orchestration.plant.pull import OpcuaPull
from orchestration.pulls.connectors import from_environment
from orchestration.pulls.connectors.opcua_security import secure
from orchestration.pulls.failure import PullFailed

CONNECT_TIMEOUT_S = 10
_T = TypeVar("_T")
_BELOW: dict[str, Any] = {
    "BrowseDirection": ua.BrowseDirection.Forward,
    "ReferenceTypeId": ua.NodeId(ua.Int32(ua.ObjectIds.HierarchicalReferences)),
    "IncludeSubtypes": True,
    "NodeClassMask": ua.NodeClass.Object | ua.NodeClass.Variable,
    "ResultMask": ua.BrowseResultMask.BrowseName | ua.BrowseResultMask.NodeClass,
}


class OpcuaSession:
    """An open session whose requests each end within `timeout_s` seconds."""

    def __init__(self, runner: asyncio.Runner, client: Client, pull: OpcuaPull) -> None:
        self._runner, self._client, self._pull = runner, client, pull
        self.shown = client.server_url.geturl()

    def history(self, request: ua.HistoryReadParameters) -> list[ua.HistoryReadResult]:
        """HistoryRead: one result for each node."""
        return self._asked(self._client.uaclient.history_read(request))

    def read(self, nodes: Sequence[ua.NodeId], attribute: ua.AttributeIds) -> list[ua.DataValue]:
        """Read: one attribute of each node."""
        return self._asked(self._client.uaclient.read_attributes(list(nodes), attribute))

    def browse(self, nodes: Sequence[ua.NodeId]) -> list[list[ua.ReferenceDescription]]:
        """Browse and BrowseNext: the objects and variables right below each node."""
        described = [ua.BrowseDescription(NodeId=node, **_BELOW) for node in nodes]
        view = ua.ViewDescription(Timestamp=ua.get_win_epoch())
        results = self._asked(self._client.uaclient.browse(ua.BrowseParameters(view, NodesToBrowse=described)))
        return [self._browsed(result) for result in results]

    def _browsed(self, result: ua.BrowseResult) -> list[ua.ReferenceDescription]:
        with named_errors(self.shown, self._pull):
            result.StatusCode.check()
        found = list(result.References)
        while result.ContinuationPoint:
            more = ua.BrowseNextParameters(
                ReleaseContinuationPoints=False, ContinuationPoints=[result.ContinuationPoint]
            )
            result = self._asked(self._client.uaclient.browse_next(more))[0]
            found += result.References
        return found

    def _asked(self, request: Coroutine[Any, Any, _T]) -> _T:
        with named_errors(self.shown, self._pull):
            return self._runner.run(request)


@contextmanager
def open_session(pull: OpcuaPull) -> Iterator[OpcuaSession]:
    """A session with the server whose URL the environment has.

    Raises:
        PullFailed: the environment lacks a variable, the server is not reached, or does not let the account in.
    """
    url = from_environment(pull.url_from)
    if not url.startswith("opc.tcp://"):
        raise PullFailed(
            f"{pull.url_from} holds no URL of an OPC UA server. Write opc.tcp://user:password@host:4840; characters as "
            "@ or / in a password are written as %40 or %2F."
        )
    # The client would ask for the server's state each second, and take a server for dead that is busy with history.
    logging.getLogger("asyncua").setLevel(logging.CRITICAL)  # it logs tracebacks of what is said in a sentence here
    client = Client(url, timeout=pull.timeout_s, watchdog_intervall=pull.timeout_s)
    client.name = client.description = "millrace"
    with asyncio.Runner() as runner:
        with named_errors(client.server_url.geturl(), pull, connecting=True):
            runner.run(asyncio.wait_for(_connect(client, pull), CONNECT_TIMEOUT_S))
        try:
            yield OpcuaSession(runner, client, pull)
        finally:
            with suppress(OSError, TimeoutError, ua.UaError):
                runner.run(asyncio.wait_for(client.disconnect(), CONNECT_TIMEOUT_S))


async def _connect(client: Client, pull: OpcuaPull) -> None:
    await secure(client, pull)
    await client.connect()


@contextmanager
def named_errors(shown: str, pull: OpcuaPull, *, connecting: bool = False) -> Iterator[None]:
    """Errors of the client as sentences."""
    try:
        yield
    except TimeoutError as error:
        if connecting:
            raise PullFailed(_unreached(shown, f"no answer within {CONNECT_TIMEOUT_S} s")) from error
        raise PullFailed(
            f"The server {shown} did not answer within timeout_s ({pull.timeout_s} s): make chunk_rows smaller."
        ) from error
    except OSError as error:
        raise PullFailed(_unreached(shown, str(error))) from error
    except ua.UaStatusCodeError as error:
        raise PullFailed(
            f"The server {shown} refused: {ua.StatusCode(error.code).name}, {ua.StatusCode(error.code).doc} "
            "Correct user and password in the environment, the account's rights, or the security in plant.yaml."
        ) from error
    except (ua.UaError, ValueError) as error:
        raise PullFailed(f"The server {shown} cannot be asked: {error}") from error


def _unreached(shown: str, reason: str) -> str:
    return (
        f"The server {shown} cannot be reached: {reason}. Start it, or correct its address in the environment; what it "
        "holds is pulled the next time."
    )
