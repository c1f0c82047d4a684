from datetime import date

import duckdb
import polars as pl
import pytest

from dashboard.period import Period
from dashboard.queries import six_losses
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_the_losses_come_in_their_order_with_hours_and_money(connection: duckdb.DuckDBPyConnection) -> None:
    frame = six_losses.of_period(connection, Scope("site", "north", THURSDAY))
    assert frame["loss"].to_list() == ["breakdowns", "set-up and adjustment", "minor stops"]
    assert frame["hours"].to_list() == pytest.approx([3.5, 40 / 60, 0.15])
    assert frame["cost_low"].to_list() == pytest.approx([700.0, 700 * 40 / 60, 700 * 0.15])
    assert "no price for product flange" in frame["cost_missing"][0]


def test_currencies_have_their_own_rows(connection: duckdb.DuckDBPyConnection) -> None:
    frame = six_losses.of_period(connection, Scope("enterprise", "acme", THURSDAY))
    assert frame["currency"].unique().sort().to_list() == ["EUR", "USD"]


def test_each_currency_has_the_hours_of_its_own_sites_and_all_together_the_time_lost(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = six_losses.of_period(connection, Scope("enterprise", "acme", THURSDAY)).filter(pl.col("loss_number") == 1)
    rows = frame.select("currency", "hours", "cost_low").rows()
    assert rows == [
        ("EUR", pytest.approx(3.5), pytest.approx(700.0)),
        ("USD", pytest.approx(100 / 60), pytest.approx(1000 / 3)),
    ]
