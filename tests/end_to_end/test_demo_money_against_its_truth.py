"""What slow running and scrap cost in the demo plant equals what the simulator knows, to a ten-thousandth."""

from collections.abc import Callable

import polars as pl
import pytest

KEYS = ["work_unit", "production_date", "shift", "product"]


@pytest.mark.parametrize("column", ["speed_loss_s", "speed_lost_units", "speed_cost", "scrap_cost"])
def test_losses_of_each_product_and_shift(demo, truth: Callable[[str], pl.DataFrame], column: str) -> None:
    expected = truth("losses")
    published = demo.ask(
        f"select work_unit, production_date, coalesce(shift, 'none') as shift, product, sum({column}) as {column} "
        "from fct_losses group by work_unit, production_date, shift, product"
    )
    both = expected.join(published, on=KEYS, how="full", nulls_equal=True, suffix="_published", coalesce=True)
    assert both.height == expected.height == published.height > 400
    found = pl.col(f"{column}_published")
    wrong = both.filter(((pl.col(column) - found).abs() > 1e-4) | (pl.col(column).is_null() != found.is_null()))
    assert wrong.is_empty(), wrong.select(*KEYS, column, found)
    assert both[column].drop_nulls().abs().sum() > 0


def test_stops_in_dollars_and_euros_carry_their_repairs(demo, truth: Callable[[str], pl.DataFrame]) -> None:
    """Each order's cost arrives once: shared over its breakdowns, in euros at the rate of the day."""
    expected = truth("stops")["repair"].sum()
    published = demo.ask("select sum(repair) from fct_stops").item()
    joined = demo.ask("select count(distinct maintenance_order) from failure_orders where stop_id is not null").item()
    assert published == pytest.approx(expected, abs=1e-4)
    assert joined > 20
