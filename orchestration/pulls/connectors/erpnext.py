"""DocTypes of ERPNext by the REST interface of its framework: GET requests alone, with an API key and its secret."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from orchestration.plant.table_pull import ErpnextPull
from orchestration.pulls.connectors import TableConnector
from orchestration.pulls.connectors.rest import Refused, RestServer, open_server
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.rows import text_batch

_STANDARD = {"name": "text", "owner": "text", "creation": "time", "modified": "time", "modified_by": "text",
             "docstatus": "number", "idx": "number"}  # fmt: skip
_OF_CHILDREN = {"parent": "text", "parentfield": "text", "parenttype": "text"}
_KINDS = {
    "Int": "number", "Float": "number", "Currency": "number", "Percent": "number", "Check": "number",
    "Duration": "number", "Rating": "number", "Date": "time", "Datetime": "time", "Time": "time",
}  # fmt: skip
_NO_COLUMNS = {
    "Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image", "Table",
    "Table MultiSelect",
}  # fmt: skip


class ErpnextDocType(TableConnector):
    """A DocType of an ERPNext site."""

    def __init__(self, server: RestServer, pull: ErpnextPull) -> None:
        self._server, self._pull = server, pull

    def columns(self) -> dict[str, str]:
        """Fields that have a column, with those that every DocType has."""
        answer = self._get("/api/method/frappe.desk.form.load.getdoctype", {"doctype": self._pull.doctype})
        described = next((meta for meta in answer.get("docs", []) if meta.get("name") == self._pull.doctype), None)
        if described is None:
            raise self._server.fails("it describes no such DocType")
        fields = [field for field in described["fields"] if field["fieldtype"] not in _NO_COLUMNS]
        own = {field["fieldname"]: _KINDS.get(field["fieldtype"], "text") for field in fields}
        return {**_STANDARD, **(_OF_CHILDREN if self._pull.parent else {}), **own}

    def rows(self, columns: Sequence[str], since: str | None = None) -> Iterator[pa.RecordBatch]:
        """Documents by rising name: what is made or changed meanwhile moves no page, as it would by offsets."""
        filters = [*self._pull.filters]
        if since is not None:
            filters.append([self._pull.cursor, ">=", since])
        query = {
            "fields": json.dumps([*dict.fromkeys([*columns, "name"])]),
            "order_by": "name asc",
            "limit_page_length": str(self._pull.chunk_rows),
        }
        if self._pull.parent:
            query["parent"] = self._pull.parent
        last: list[Any] = []
        while True:
            query["filters"] = json.dumps([*filters, *last])
            documents = self._get(f"/api/resource/{quote(self._pull.doctype)}", query).get("data", [])
            # A server may give fewer than were asked for; only none is the end.
            if not documents:
                return
            yield text_batch({name: [document.get(name) for document in documents] for name in columns})
            last = [["name", ">", documents[-1]["name"]]]
            self._server.rest()

    def _get(self, path: str, query: Mapping[str, str]) -> dict[str, Any]:
        headers = {"Authorization": f"token {self._server.user}:{self._server.secret}"}
        try:
            answer = self._server.ask("GET", path, headers=headers, query=query)
        except Refused as refused:
            raise PullFailed(
                f"The server {self._server.shown} does not let the account in {self._pull.url_from} read the "
                f"{self._pull.shown}: {refused}. Write https://api-key:api-secret@host, of a user whose role may read."
            ) from refused
        if not isinstance(answer, dict):
            raise self._server.fails("it answers no object")
        return answer


@contextmanager
def open_erpnext(pull: ErpnextPull) -> Iterator[ErpnextDocType]:
    """Open the site of a source that is a DocType of ERPNext."""
    with open_server(pull) as server:
        yield ErpnextDocType(server, pull)
