"""Models of Odoo, by JSON-RPC (`execute_kw`) or the JSON-2 interface that came with Odoo 19.

Two methods are called, `fields_get` and `search_read`, and there is no way to call another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from orchestration.plant.table_pull import OdooPull
from orchestration.pulls.connectors import TableConnector
from orchestration.pulls.connectors.rest import Refused, RestServer, open_server
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.rows import text_batch

_NAME = ".display_name"
_KINDS = {
    "integer": "number", "float": "number", "monetary": "number", "many2one": "number", "char": "text", "text": "text",
    "selection": "text", "datetime": "time", "date": "time", "boolean": "boolean",
}  # fmt: skip
# Records that are archived are not gone; texts are those of one language, whoever the account is.
_CONTEXT = {"active_test": False, "lang": "en_US"}
_ENDED = ("odoo.http.SessionExpiredException", "odoo.exceptions.AccessDenied")


class OdooModel(TableConnector):
    """A model of an Odoo server."""

    def __init__(self, server: RestServer, pull: OdooPull) -> None:
        self._server, self._pull = server, pull
        self._user: int | None = None
        self._kinds: dict[str, str] = {}

    def columns(self) -> dict[str, str]:
        """Fields of one value; a many2one is its id, and with `.display_name` behind it what it is called."""
        fields = self._call("fields_get", {"attributes": ["type"]})
        kinds: dict[str, str] = {}
        for name, about in sorted(fields.items()):
            kind = _KINDS.get(about["type"])
            if kind is not None:
                kinds[name] = kind
                if about["type"] == "many2one":
                    kinds[f"{name}{_NAME}"] = "text"
        self._kinds = kinds
        return kinds

    def rows(self, columns: Sequence[str], since: str | None = None) -> Iterator[pa.RecordBatch]:
        """Records by rising id: what is made or changed meanwhile moves no page, as it would by offsets."""
        fields = sorted({column.removesuffix(_NAME) for column in columns} | {"id"})
        domain = [*self._pull.domain]
        if since is not None:
            domain.append([self._pull.cursor, ">=", since])
        last = 0
        while True:
            asked = {
                "domain": [*domain, ["id", ">", last]],
                "fields": fields,
                "order": "id",
                "limit": self._pull.chunk_rows,
            }
            records = self._call("search_read", asked)
            # A server may give fewer than were asked for; only none is the end.
            if not records:
                return
            yield text_batch({name: [self._value(record, name) for record in records] for name in columns})
            last = max(record["id"] for record in records)
            self._server.rest()

    def _value(self, record: Mapping[str, Any], column: str) -> Any:
        value = record[column.removesuffix(_NAME)]
        if isinstance(value, list):
            return (value[1] if column.endswith(_NAME) else value[0]) if value else None
        # False is what Odoo has for nothing, in every field that is no boolean.
        return None if value is False and self._kinds[column] != "boolean" else value

    def _call(self, method: str, arguments: Mapping[str, Any]) -> Any:
        call = self._json_2 if self._pull.api == "json-2" else self._json_rpc
        named = {**arguments, "context": _CONTEXT}
        try:
            return call(method, named)
        except Refused:
            self._user = None  # a session that ended is begun anew, once
        try:
            return call(method, named)
        except Refused as refused:
            raise PullFailed(
                f"The server {self._server.shown} does not accept the account in {self._pull.url_from}: {refused}. "
                "Write https://login:api-key@host/database, with a key that is still valid."
            ) from refused

    def _json_2(self, method: str, arguments: Mapping[str, Any]) -> Any:
        headers = {"Authorization": f"bearer {self._server.secret}"}
        if self._server.database:
            headers["X-Odoo-Database"] = self._server.database
        return self._server.ask("POST", f"/json/2/{self._pull.model}/{method}", headers=headers, body=dict(arguments))

    def _json_rpc(self, method: str, arguments: Mapping[str, Any]) -> Any:
        server = self._server
        if self._user is None:
            user = self._remote("common", "login", [server.database, server.user, server.secret])
            if not isinstance(user, int) or isinstance(user, bool):
                raise Refused("the login failed")
            self._user = user
        account = [server.database, self._user, server.secret]
        return self._remote("object", "execute_kw", [*account, self._pull.model, method, [], dict(arguments)])

    def _remote(self, service: str, method: str, arguments: list[Any]) -> Any:
        params = {"service": service, "method": method, "args": arguments}
        body = {"jsonrpc": "2.0", "method": "call", "params": params, "id": 1}
        answer = self._server.ask("POST", "/jsonrpc", headers={}, body=body)
        error = answer.get("error")
        if error:
            about = error.get("data") or {}
            said = str(about.get("message") or error.get("message") or "no reason")
            if about.get("name") in _ENDED:
                raise Refused(said)
            raise self._server.fails(said)
        return answer.get("result")


@contextmanager
def open_odoo(pull: OdooPull) -> Iterator[OdooModel]:
    """Open the server of a source that is a model of Odoo."""
    with open_server(pull) as server:
        yield OdooModel(server, pull)
