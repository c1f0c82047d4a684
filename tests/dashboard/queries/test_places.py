from datetime import date

import duckdb

from dashboard.queries import places


def test_sites_with_their_zone_and_currency(connection: duckdb.DuckDBPyConnection) -> None:
    assert places.sites(connection).rows() == [
        ("north", "North plant", "Europe/Berlin", "EUR", "acme", "Acme Works"),
        ("south", "South plant", "America/Chicago", "USD", "acme", "Acme Works"),
    ]


def test_lines_and_units_in_the_order_of_the_plant(connection: duckdb.DuckDBPyConnection) -> None:
    assert places.lines(connection, "north").rows() == [("n_l1", "Line 1"), ("n_l2", "Line 2")]
    assert places.work_units(connection, "site", "north")["work_unit"].to_list() == ["press", "pack", "mill"]


def test_weekends_are_not_planned_and_finished_days_are_complete(connection: duckdb.DuckDBPyConnection) -> None:
    frame = places.production_days(connection, "line", "n_l1")
    assert frame.height == 14
    assert frame.row(-1) == (date(2026, 11, 19), True, True)
    idle = [day.isoformat() for day, planned, _ in frame.iter_rows() if not planned]
    assert idle == ["2026-11-07", "2026-11-08", "2026-11-14", "2026-11-15"]


def test_production_days_start_at_the_sites_own_six(connection: duckdb.DuckDBPyConnection) -> None:
    assert places.day_starts(connection, "south")["day_start"].to_list() == ["06:00"]


def test_shifts_come_in_the_order_of_the_day(connection: duckdb.DuckDBPyConnection) -> None:
    assert places.shifts(connection, "north")["shift"].to_list() == ["early", "late", "night"]
    assert places.shifts(connection, "south")["shift"].to_list() == ["early", "late"]


def test_products_are_those_that_a_place_has_made(connection: duckdb.DuckDBPyConnection) -> None:
    assert places.products(connection, "line", "n_l2").rows() == [("flange", "Flange DN50")]
    assert places.products(connection, "site", "north")["product"].to_list() == ["flange", "housing"]
