from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from published_fixture import make_published

from dashboard.period import Period
from dashboard.publication import open_locked
from dashboard.queries import segments, shift
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
EARLY = Scope("line", "n_l1", THURSDAY, shift="early")


def test_the_newest_shift_that_is_over_comes_first(connection: duckdb.DuckDBPyConnection) -> None:
    frame = shift.listed(connection, "line", "n_l1")
    # Ten working days in fourteen, three shifts each.
    assert frame.height == 30
    first = frame.row(0, named=True)
    assert (first["production_date"], first["shift"], first["is_complete"]) == (date(2026, 11, 19), "night", True)
    assert f"{first['start_local']} {first['end_local']}" == "2026-11-19 22:00:00 2026-11-20 06:00:00"
    assert first["time_zone"] == "Europe/Berlin"


def test_a_shift_that_still_runs_stands_behind_those_that_are_over(tmp_path: Path) -> None:
    # Half past two in the night: the data end at two o'clock, the night shift at five.
    during = open_locked(make_published(tmp_path, as_of=datetime(2026, 11, 20, 2, 30, tzinfo=UTC)))
    frame = shift.listed(during, "site", "north")
    during.close()
    assert frame.select("production_date", "shift", "is_complete").row(0) == (date(2026, 11, 19), "late", True)
    assert frame.select("production_date", "shift", "is_complete").row(-1) == (date(2026, 11, 19), "night", False)


def test_a_line_made_in_the_shift_what_left_its_exit(connection: duckdb.DuckDBPyConnection) -> None:
    line = shift.output(connection, EARLY).row(0, named=True)
    # The packer ran 430 minutes, the press 346; each scraps a unit an hour.
    assert (line["good_count"], line["reject_count"]) == pytest.approx((430, 776 / 60))
    assert line["products"] == "Housing 12"


def test_energy_is_told_with_what_idling_took(connection: duckdb.DuckDBPyConnection) -> None:
    used = shift.energy(connection, EARLY).row(0, named=True)
    # The press takes 10 kW over 450 minutes, of which it produces in 346; a kilowatt-hour costs 0.20 EUR.
    assert (used["energy_kwh"], used["idle_kwh"], used["energy_cost"]) == pytest.approx((75, 104 / 6, 15))
    assert used["currency"] == "EUR"
    assert shift.energy(connection, Scope("site", "south", THURSDAY)).height == 0


def test_a_stop_that_goes_on_is_open_whatever_shift_is_asked_for(connection: duckdb.DuckDBPyConnection) -> None:
    frame = shift.open_stops(connection, "line", "n_l1")
    assert frame.select("work_unit_name", "reason_name", "duration_s").rows() == [
        ("Packer", "Blocked by next unit", 1200.0)
    ]
    assert f"{frame['start_local'][0]}" == "2026-11-20 05:40:00"
    assert shift.open_stops(connection, "site", "south").height == 0


def test_stops_without_a_known_reason_are_told_by_unit(connection: duckdb.DuckDBPyConnection) -> None:
    frame = shift.unexplained(connection, Scope("site", "south", THURSDAY, shift="early"))
    assert frame.rows() == [("Saw", 1, pytest.approx(50 / 60))]
    assert shift.unexplained(connection, EARLY).height == 0


def test_the_states_of_one_shift_begin_where_the_shift_does(connection: duckdb.DuckDBPyConnection) -> None:
    frame = segments.timeline(connection, ["press"], THURSDAY, "late")
    assert f"{frame['from_clock'][0]} {frame['to_clock'][-1]}" == "1970-01-01 14:00:00 1970-01-01 22:00:00"
    assert frame["bucket"].to_list() == ["producing", "planned", "producing", "external", "producing"]
