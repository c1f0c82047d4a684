"""Models of Odoo and DocTypes of ERPNext, from servers that answer as they do, troubles and all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from orchestration.pulls.connectors import rest
from tests.orchestration.pulls.tables.conftest import URL, TablePlant
from tests.orchestration.pulls.tables.erp_servers import Erpnext, ErpServer, Odoo

ODOO_OPTIONS = (
    "{entity: orders, columns: {order_id: name, product: product_id.display_name, planned_quantity: product_qty, "
    "due_utc: date_deadline}}"
)
ERPNEXT_OPTIONS = (
    "{entity: orders, columns: {order_id: name, product: production_item, planned_quantity: qty, "
    "due_utc: planned_end_date}}"
)


@dataclass
class Site:
    """A server with a plant that pulls it; `make` gives a record, `key` is what is wrong in a URL's account."""

    server: ErpServer
    plant: TablePlant
    make: Callable[[int, float, str], dict[str, Any]]
    address: str

    def add(self, number: int, quantity: float = 1, changed: str = "2026-03-01 08:00:00") -> None:
        self.server.records.append(self.make(number, quantity, changed))


def production(number: int, quantity: float, changed: str) -> dict[str, Any]:
    product = [3, "[NUT] Nut M8"] if number != 2 else False
    return {
        "id": number, "name": f"MO/{number}", "product_id": product, "product_qty": quantity, "date_deadline": False,
        "write_date": changed, "is_locked": False,
    }  # fmt: skip


def work_order(number: int, quantity: float, changed: str) -> dict[str, Any]:
    return {
        "name": f"MFG-WO-{number:04}", "production_item": "NUT", "qty": quantity, "planned_end_date": None,
        "modified": f"{changed}.000123",
    }  # fmt: skip


ODOO = f"{{connector: odoo, url_from: {URL}, model: mrp.production, chunk_rows: 2}}"
PULLS = {
    "json-rpc": (Odoo, ODOO, ODOO_OPTIONS, production, "ann:k%40y@{}/plant"),
    "json-2": (Odoo, ODOO.replace("}", ", api: json-2}"), ODOO_OPTIONS, production, ":k%40y@{}/plant"),
    "erpnext": (
        Erpnext,
        f"{{connector: erpnext, url_from: {URL}, doctype: Work Order, chunk_rows: 2}}",
        ERPNEXT_OPTIONS,
        work_order,
        "key:s%2Fcret@{}",
    ),
}


@pytest.fixture(params=list(PULLS))
def site(request, table_plant, monkeypatch) -> Iterator[Site]:
    """A server with five records, two a page, and no waiting for busy ones."""
    kind, pull, options, make, account = PULLS[request.param]
    server = kind()
    with server.running() as address:
        monkeypatch.setenv(URL, f"http://{account.format(address)}")
        monkeypatch.setattr(rest.time, "sleep", lambda _: None)
        made = Site(server, table_plant(pull, options), make, address)
        for number in range(1, 6):
            made.add(number, number)
        yield made


def quantities(site: Site) -> list[float]:
    return site.plant.standing("order_id")["planned_quantity"].to_list()


def landed(result) -> tuple[int, int, int, str | None]:
    return result.rows, result.rows_landed, result.rows_deleted, result.failure


def test_all_records_come_page_by_page(site):
    assert landed(site.plant.pull()) == (5, 5, 0, None)
    assert quantities(site) == [1, 2, 3, 4, 5]


def test_what_changed_comes_alone_and_nothing_new_is_nothing(site):
    site.plant.pull()
    site.server.records[1] = site.make(2, 20, "2026-03-02 11:59:00")
    site.add(6, 6, "2026-03-02 11:59:30")
    # Asked for are the two hours before the mark, which all records are of.
    assert landed(site.plant.pull(1)) == (6, 2, 0, None)
    assert landed(site.plant.pull(1)) == (2, 0, 0, None)
    assert quantities(site) == [1, 20, 3, 4, 5, 6]


def test_a_record_that_is_gone_is_deleted_once_keys_are_compared(site):
    site.plant.pull()
    del site.server.records[2]
    assert landed(site.plant.pull(24))[2:] == (1, None)
    assert quantities(site) == [1, 2, 4, 5]


def test_no_record_is_missed_or_doubled_while_others_come_and_go_between_pages(site):
    def drift() -> None:
        site.server.before_page = lambda: None
        del site.server.records[0]
        site.server.records.reverse()
        site.add(6, 6)

    pages = iter([lambda: None, drift])
    site.server.before_page = lambda: next(pages, lambda: None)()
    assert landed(site.plant.pull()) == (6, 6, 0, None)
    assert quantities(site) == [1, 2, 3, 4, 5, 6]


def test_a_server_that_is_busy_is_asked_again(site):
    site.server.troubles = [(429, {"Retry-After": "3"}, b"slow down"), (503, {}, b"<html>")]
    assert landed(site.plant.pull()) == (5, 5, 0, None)


def test_a_server_that_stays_busy_is_said_and_nothing_is_landed(site):
    site.server.troubles = [(429, {}, b"slow down")] * 5
    result = site.plant.pull()
    assert "stayed busy (HTTP 429) over 5 requests" in result.failure
    assert site.plant.landed() == []
    assert landed(site.plant.pull()) == (5, 5, 0, None)


def test_an_error_in_the_middle_lands_nothing_and_the_next_pull_all(site):
    pages = iter([lambda: None, lambda: site.server.troubles.append((500, {}, {"message": "Out of memory"}))])
    site.server.before_page = lambda: next(pages, lambda: None)()
    result = site.plant.pull()
    assert "did not answer for the " in result.failure
    assert "HTTP 500: Out of memory" in result.failure
    assert site.plant.landed() == []
    assert landed(site.plant.pull()) == (5, 5, 0, None)


def test_what_is_no_json_is_said(site):
    site.server.troubles = [(200, {}, b"<html>maintenance</html>")]
    assert "HTTP 200, and no JSON" in site.plant.pull().failure


def test_a_redirect_is_not_followed(site):
    site.server.troubles = [(301, {"Location": "https://elsewhere.example/x?key=1"}, b"")]
    assert f"sends to https://elsewhere.example: write that in {URL}" in site.plant.pull().failure


def test_an_account_that_is_not_accepted_is_said_without_its_secret(site, monkeypatch):
    monkeypatch.setenv(URL, f"http://ann:wrong@{site.address}/plant")
    failure = site.plant.pull().failure
    assert "account" in failure
    assert "wrong" not in failure


def test_a_server_that_is_not_there_is_said(site, monkeypatch):
    monkeypatch.setenv(URL, "http://ann:secret@127.0.0.1:1/plant")
    failure = site.plant.pull().failure
    assert failure.startswith("The server http://127.0.0.1:1 cannot be reached: ConnectionError.")


def test_a_url_that_is_none_is_said_without_it(site, monkeypatch):
    monkeypatch.setenv(URL, "ann:secret@host")
    assert site.plant.pull().failure == f"{URL} holds no URL of a server. Write https://user:secret@host."


def test_a_field_that_is_gone_stops_the_pull(site, monkeypatch):
    site.plant.pull()
    field = "product_qty" if isinstance(site.server, Odoo) else "qty"
    monkeypatch.setattr(site.server, "FIELDS", {name: of for name, of in site.server.FIELDS.items() if name != field})
    assert f"has no column '{field}', which plant.yaml names for planned_quantity" in site.plant.pull(1).failure


def test_only_reading_methods_are_called(site):
    site.plant.pull()
    for method, path, body in site.server.asked:
        called = body["params"]["args"][4] if path == "/jsonrpc" and body["params"]["service"] == "object" else path
        assert method == "GET" or called.split("/")[-1] in {"fields_get", "search_read", "jsonrpc"}


@pytest.fixture
def odoo(table_plant, monkeypatch) -> Iterator[Site]:
    """Odoo by JSON-RPC, with two records."""
    server = Odoo()
    with server.running() as address:
        monkeypatch.setenv(URL, f"http://ann:k%40y@{address}/plant")
        made = Site(server, table_plant(ODOO, ODOO_OPTIONS), production, address)
        made.add(1)
        made.add(2)
        yield made


def test_odoos_false_is_nothing_and_a_many2one_has_its_name(odoo):
    odoo.plant.pull()
    rows = odoo.plant.ingest().select("order_id", "product", "due_utc").rows()
    assert rows == [("MO/1", "[NUT] Nut M8", None), ("MO/2", None, None)]


def test_a_session_of_odoo_that_ended_is_begun_anew(odoo):
    ended = {"code": 100, "message": "Odoo Session Expired", "data": {"name": "odoo.http.SessionExpiredException"}}
    pages = iter([lambda: odoo.server.troubles.append((200, {}, {"jsonrpc": "2.0", "id": 1, "error": ended}))])
    odoo.server.before_page = lambda: next(pages, lambda: None)()
    assert landed(odoo.plant.pull()) == (2, 2, 0, None)
    logins = [body for _, _, body in odoo.server.asked if body["params"]["method"] == "login"]
    assert len(logins) == 2


def test_a_model_that_odoo_does_not_have_is_said(odoo, table_plant):
    plant = table_plant(ODOO.replace("production", "prod"), ODOO_OPTIONS)
    assert "did not answer for the model mrp.prod: the model 'mrp.prod' does not exist" in plant.pull().failure


def test_a_child_table_of_erpnext_is_asked_for_with_its_parent(table_plant, monkeypatch):
    class TimeLogs(Erpnext):
        FIELDS: ClassVar = {"from_time": "Datetime", "to_time": "Datetime", "completed_qty": "Float"}
        DOCTYPE = "Job Card Time Log"

    server = TimeLogs()
    server.records = [
        {"name": "a1", "parent": "PO-JOB-1", "from_time": "2026-03-01 08:00:00", "to_time": None,
         "completed_qty": 5.0, "modified": "2026-03-01 08:00:00"},
    ]  # fmt: skip
    pull = f"{{connector: erpnext, url_from: {URL}, doctype: Job Card Time Log, parent: Job Card}}"
    options = "{columns: {operation_id: name, work_centre: parent, start_utc: from_time, good_quantity: completed_qty}}"
    with server.running() as address:
        monkeypatch.setenv(URL, f"http://key:s%2Fcret@{address}")
        plant = table_plant(pull, options, "mes.parquet", zone="Europe/Berlin")
        assert plant.pull().failure is None
    assert {query["parent"] for _, path, query in server.asked if "resource" in path} == {"Job Card"}
    rows = plant.ingest().select("operation_id", "work_centre", "start_utc", "good_quantity").rows()
    assert rows == [("a1", "PO-JOB-1", datetime(2026, 3, 1, 7, tzinfo=UTC), 5.0)]
