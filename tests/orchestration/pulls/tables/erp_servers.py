"""Small HTTP servers that answer as Odoo and as ERPNext do, over records that a test changes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
    "=": lambda value, bound: value == bound,
    "!=": lambda value, bound: value != bound,
}


def chosen(records: list[dict[str, Any]], conditions: list[list[Any]]) -> list[dict[str, Any]]:
    """The records that meet all conditions, as [field, operator, value]."""
    return [record for record in records if all(OPERATORS[how](record[name], to) for name, how, to in conditions)]


class ErpServer:
    """What both have: records, troubles that come before an answer, and what was asked."""

    def __init__(self) -> None:
        self.records: list[dict[str, Any]] = []
        self.troubles: list[tuple[int, dict[str, str], Any]] = []
        self.asked: list[tuple[str, str, Any]] = []
        self.before_page: Callable[[], None] = lambda: None
        self.url = ""

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, headers: Any) -> tuple[int, Any]:
        raise NotImplementedError

    @contextmanager
    def running(self) -> Iterator[str]:
        """Its address while it runs, without scheme."""
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            def _answer(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                server.asked.append((self.command, unquote(parts.path), body or query))
                more: dict[str, str] = {}
                if server.troubles:
                    status, more, content = server.troubles.pop(0)
                else:
                    status, content = server.answer(self.command, unquote(parts.path), query, body, self.headers)
                data = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                for name, value in {**more, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Silent."""

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
            thread = threading.Thread(target=running.serve_forever)
            thread.start()
            yield f"127.0.0.1:{running.server_address[1]}"
            running.shutdown()
            thread.join()


class Odoo(ErpServer):
    """Answers on /jsonrpc and /json/2 for one model; the key is `k@y`, the login `ann`, the database `plant`."""

    FIELDS: ClassVar = {
        "id": "integer", "name": "char", "product_id": "many2one", "product_qty": "float", "date_deadline": "datetime",
        "write_date": "datetime", "is_locked": "boolean", "move_raw_ids": "one2many",
    }  # fmt: skip

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, headers: Any) -> tuple[int, Any]:
        if path == "/jsonrpc":
            return 200, {"jsonrpc": "2.0", "id": body["id"], **self._rpc(**body["params"])}
        if headers["Authorization"] != "bearer k@y" or headers["X-Odoo-Database"] != "plant":
            return 401, {"name": "werkzeug.exceptions.Unauthorized", "message": "Invalid apikey", "arguments": []}
        return self._method(path.split("/")[3], path.split("/")[4], body)

    def _rpc(self, service: str, method: str, args: list[Any]) -> dict[str, Any]:
        if (service, method) == ("common", "login"):
            return {"result": 7 if args == ["plant", "ann", "k@y"] else False}
        if args[:3] != ["plant", 7, "k@y"]:
            return _error("odoo.exceptions.AccessDenied", "Access Denied")
        status, found = self._method(args[3], args[4], args[6])
        return {"result": found} if status == 200 else _error(found["name"], found["message"])

    def _method(self, model: str, method: str, named: dict[str, Any]) -> tuple[int, Any]:
        if model != "mrp.production":
            return 404, {"name": "werkzeug.exceptions.NotFound", "message": f"the model '{model}' does not exist"}
        assert named["context"]["active_test"] is False
        if method == "fields_get":
            return 200, {name: {"type": kind} for name, kind in self.FIELDS.items()}
        assert method == "search_read"
        assert named["order"] == "id"
        self.before_page()
        found = sorted(chosen(self.records, named["domain"]), key=lambda record: record["id"])[: named["limit"]]
        return 200, [{name: record[name] for name in named["fields"]} for record in found]


def _error(name: str, message: str) -> dict[str, Any]:
    return {"error": {"code": 200, "message": "Odoo Server Error", "data": {"name": name, "message": message}}}


class Erpnext(ErpServer):
    """Answers on /api for one DocType; the key is `key`, its secret `s/cret`."""

    FIELDS: ClassVar = {
        "production_item": "Link", "qty": "Float", "planned_end_date": "Datetime", "section": "Section Break",
        "required_items": "Table",
    }  # fmt: skip
    DOCTYPE = "Work Order"

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, headers: Any) -> tuple[int, Any]:
        assert method == "GET"
        if headers["Authorization"] != "token key:s/cret":
            return 401, {"exc_type": "AuthenticationError", "exception": "frappe.exceptions.AuthenticationError"}
        if path == "/api/method/frappe.desk.form.load.getdoctype":
            fields = [{"fieldname": name, "fieldtype": kind} for name, kind in self.FIELDS.items()]
            return 200, {"docs": [{"name": self.DOCTYPE, "fields": fields}]}
        if path != f"/api/resource/{self.DOCTYPE}":
            return 404, {"exc_type": "DoesNotExistError"}
        self.before_page()
        found = sorted(chosen(self.records, json.loads(query["filters"])), key=lambda record: record["name"])
        page = found[: int(query["limit_page_length"])]
        return 200, {"data": [{name: record[name] for name in json.loads(query["fields"])} for record in page]}
