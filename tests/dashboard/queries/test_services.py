from datetime import date

import duckdb

from dashboard.period import Period
from dashboard.queries import services
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def test_a_provider_is_judged_by_the_tickets_that_can_be(connection: duckdb.DuckDBPyConnection) -> None:
    frame = services.by_provider(connection, Scope("site", "north", THURSDAY))
    assert frame.rows() == [("Fixit", 2, 1, 1.0, 2, 0.5)]
    assert services.by_provider(connection, Scope("line", "n_l1", THURSDAY)).rows() == [("Fixit", 1, 1, 1.0, 1, 1.0)]
    assert services.by_provider(connection, Scope("site", "north", OCTOBER)).height == 0


def test_tickets_that_missed_their_time_come_first(connection: duckdb.DuckDBPyConnection) -> None:
    frame = services.tickets(connection, Scope("site", "north", THURSDAY))
    assert frame.select("ticket", "work_unit_name", "is_repair_kept").rows() == [
        ("T-2", "Mill", False),
        ("T-1", "Press", True),
    ]
