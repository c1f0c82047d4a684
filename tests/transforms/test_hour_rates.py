"""What an hour of a work unit costs: its labour and its machine, by the rates that hold on a production day."""

from datetime import date
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, sites

MACHINES = dict.fromkeys(("press", "saw", "drill", "oven", "cooler", "robot"), "06:00 RUN")
FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


def _rate(centre: str, currency: str = "EUR", **more: Any) -> dict[str, Any]:
    return {"work_centre": centre, "currency": currency} | more


@pytest.fixture(scope="module")
def rates(models: Models) -> Marts:
    lake = Lake()
    lake.entity("erp", "rates", [
        _rate("press", crew=2.0, labour_rate_per_h=15.0, valid_to=date(2026, 3, 31)),
        _rate("press", crew=2.0, labour_rate_per_h=18.0, valid_from=date(2026, 4, 1)),
        _rate("press", "USD", machine_rate_per_h=40.0, valid_from=date(2026, 3, 15)),
        _rate("line_of_saw", crew=3.0, labour_rate_per_h=20.0, machine_rate_per_h=90.0),
        _rate("saw", machine_rate_per_h=50.0),
        _rate("line_of_oven", crew=1.0, labour_rate_per_h=20.0),
    ])  # fmt: skip
    lake.entity("erp", "exchange_rates", [
        {"from_currency": "USD", "to_currency": "EUR", "rate": 0.5, "valid_from": date(2026, 4, 15)}])  # fmt: skip
    oven = {"line_2": {"constraint": "oven"}}
    site = {"id": "north", "machines": ["press", ["saw", "drill"], ["oven", "cooler"], "robot"]} | oven
    text = sites(site, history_start="2026-03-02", sources=["historian", "erp"])
    config = compile_config(plant(text, **configuration(MACHINES)), date(2026, 3, 2))
    return models.up_to("int_hour_rates").run(lake.tables(), config)


def told(rates: Marts, unit: str) -> list[tuple[Any, ...]]:
    return rates.rows(
        "select valid_from, valid_before, labour_per_h, machine_per_h, rate_per_h, missing "
        f"from intermediate.int_hour_rates where work_unit = '{unit}' and valid_from < valid_before order by valid_from"
    )


def test_each_day_has_the_rates_that_are_valid_on_it(rates: Marts) -> None:
    unexchanged = "no exchange rate from USD to EUR"
    assert told(rates, "press") == [
        (FIRST, date(2026, 3, 15), 30.0, None, 30.0, None),
        (date(2026, 3, 15), date(2026, 4, 1), 30.0, None, 30.0, unexchanged),
        (date(2026, 4, 1), date(2026, 4, 15), 36.0, None, 36.0, unexchanged),
        (date(2026, 4, 15), LAST, 36.0, 20.0, 56.0, None),
    ]


def test_a_lines_rate_is_shared_by_its_units_and_a_units_own_comes_first(rates: Marts) -> None:
    assert told(rates, "saw") == [(FIRST, LAST, 30.0, 50.0, 80.0, None)]
    assert told(rates, "drill") == [(FIRST, LAST, 30.0, 45.0, 75.0, None)]


def test_a_lines_rate_is_that_of_its_constraint_alone(rates: Marts) -> None:
    assert told(rates, "oven") == [(FIRST, LAST, 20.0, None, 20.0, None)]
    assert told(rates, "cooler") == [(FIRST, LAST, 0.0, None, 0.0, None)]


def test_a_unit_without_any_rate_says_so(rates: Marts) -> None:
    missing = "no rate of an hour for the work unit or its line"
    assert told(rates, "robot") == [(FIRST, LAST, None, None, None, missing)]
