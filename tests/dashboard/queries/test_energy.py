from datetime import date

import duckdb
import pytest

from dashboard.period import Period
from dashboard.queries import energy
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))
WEDNESDAY = Period(date(2026, 11, 18), date(2026, 11, 18))
NORTH = Scope("site", "north", THURSDAY)
MILL = Scope("line", "n_l2", THURSDAY)


def test_energy_is_told_by_what_was_done_meanwhile(connection: duckdb.DuckDBPyConnection) -> None:
    row = energy.of_period(connection, NORTH, WEDNESDAY).row(0, named=True)
    names = ("energy_kwh", "producing_kwh", "stopped_kwh", "besides_kwh", "unknown_kwh", "idle_kwh")
    # Press: 1191 minutes producing, 129 stopped, 90 of breaks, 30 unknown. Mill: 600, 150, 90, 600.
    assert [row[name] for name in names] == pytest.approx([352.5, 298.5, 31.5, 1.5, 21.0, 33.0], abs=1e-4)
    assert row["idle_share"] == pytest.approx(33 / 352.5)
    # 30 minutes of leak more on the day before, in which the press would have produced.
    assert (row["energy_kwh_change"], row["stopped_kwh_change"]) == pytest.approx((0.0, -5.0), abs=1e-4)


def test_energy_of_a_good_unit_needs_all_meters(connection: duckdb.DuckDBPyConnection) -> None:
    row = energy.of_period(connection, MILL, WEDNESDAY).row(0, named=True)
    # 110 kWh in busy time for 600 good units.
    assert (row["per_unit_kwh"], row["missing"]) == (pytest.approx(110 / 600), None)
    row = energy.of_period(connection, NORTH, WEDNESDAY).row(0, named=True)
    assert (row["per_unit_kwh"], row["missing"]) == (None, "energy of pack")


def test_a_chosen_shift_and_product_have_their_own_energy(connection: duckdb.DuckDBPyConnection) -> None:
    scope = Scope("line", "n_l2", THURSDAY, shift="early", product="flange")
    row = energy.of_period(connection, scope, WEDNESDAY).row(0, named=True)
    # A third of the mill's day.
    assert row["energy_kwh"] == pytest.approx(131.5 / 3)
    assert row["per_unit_kwh"] == pytest.approx(110 / 600)
    assert (
        energy.of_period(connection, Scope("line", "n_l2", THURSDAY, product="bar"), WEDNESDAY)["energy_kwh"][0] is None
    )


def test_what_has_no_price_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    row = energy.costs(connection, NORTH, WEDNESDAY).row(0, named=True)
    # The press at 0.2: 221 kWh, 21.5 of them idle; 5 kWh less than the day before.
    assert row["currency"] == "EUR"
    assert (row["energy_cost"], row["idle_cost"], row["idle_cost_change"]) == pytest.approx((44.2, 4.3, -1.0))
    assert (row["unpriced_kwh"], row["cost_missing"]) == (pytest.approx(131.5), "no energy price for the site")


def test_each_day_has_its_parts(connection: duckdb.DuckDBPyConnection) -> None:
    frame = energy.by_day(connection, MILL.of(Period(date(2026, 11, 14), date(2026, 11, 16))))
    # Saturday and Sunday are not scheduled: 24 hours at 1 kW.
    assert frame["energy_kwh"].to_list() == pytest.approx([24.0, 24.0, 131.5])
    assert frame["besides_kwh"].to_list() == pytest.approx([24.0, 24.0, 1.5], abs=1e-4)
    assert frame["per_unit_kwh"].to_list() == [None, None, pytest.approx(110 / 600)]


def test_the_machine_with_most_idle_energy_comes_first(connection: duckdb.DuckDBPyConnection) -> None:
    frame = energy.by_unit(connection, NORTH, WEDNESDAY)
    assert frame["work_unit"].to_list() == ["press", "mill"]
    assert frame["idle_kwh"].to_list() == pytest.approx([21.5, 11.5])
    assert frame["idle_before"].to_list() == pytest.approx([26.5, 11.5])
    assert frame["idle_cost"].to_list() == [pytest.approx(4.3), None]


def test_a_place_without_a_meter_tells_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    assert energy.is_told(connection, NORTH)
    assert not energy.is_told(connection, Scope("site", "south", THURSDAY))
