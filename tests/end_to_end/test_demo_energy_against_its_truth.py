"""Energy of the demo plant's metered work units equals what the simulator knows, to a watt-hour a shift."""

from collections.abc import Callable

import polars as pl
import pytest

KEYS = ["work_unit", "production_date", "shift"]


@pytest.mark.parametrize(
    "column", ["energy_kwh", "producing_kwh", "busy_kwh", "idle_kwh", "unknown_kwh", "energy_cost"]
)
def test_energy_of_each_shift(demo, truth: Callable[[str], pl.DataFrame], column: str) -> None:
    expected = truth("energy")
    published = demo.ask(
        "select work_unit, production_date, coalesce(shift, 'none') as shift, "
        f"sum({column}) as {column} from fct_energy group by all"
    )
    both = expected.join(published, on=KEYS, how="full", suffix="_published", coalesce=True)
    assert both.height == expected.height == published.height > 400
    found = pl.col(f"{column}_published")
    wrong = both.filter(((pl.col(column) - found).abs() > 0.001) | (pl.col(column).is_null() != found.is_null()))
    assert wrong.is_empty(), wrong.select(*KEYS, column, found)
    assert both[column].sum() > 0


def test_a_site_without_an_energy_price_says_so(demo) -> None:
    reasons = demo.ask("select distinct site, cost_missing from fct_energy order by site").rows()
    assert reasons == [("north", None), ("south", "no energy price for the site")]
