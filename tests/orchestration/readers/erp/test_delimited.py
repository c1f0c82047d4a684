"""ERP tables: mapping, units, checks, and the tables of a real ERP with every row accounted for."""

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, ReadContext
from orchestration.readers.erp.delimited import READER, Options
from tests.orchestration.readers.examples import Example

EXAMPLE = Example("Item,Name\n1,Öl\n", {"entity": "products", "columns": {"product": "Item", "name": "Name"}})

CONTEXT = ReadContext("erp", ZoneInfo("Europe/Berlin"))
ROUTINGS = {"product": "Item", "work_centre": "Centre", "ideal_cycle_s": "Minutes"}


def read(text: str, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    assert batch.table == options["entity"]
    return batch


def test_constants_factors_and_value_maps_bring_a_table_to_its_units() -> None:
    rows = read(
        "Item;Centre;Minutes\n0042;WC1;0,5\n",
        entity="routings", columns=ROUTINGS, separator=";", decimal=",", constants={"basis": "routing"},
        factors={"ideal_cycle_s": 60}, value_maps={"work_centre": {"WC1": "press"}},
    ).rows  # fmt: skip
    assert rows.row(0) == ("0042", "press", None, 30.0, None, None, None, "routing", None, None, 2)


def test_sap_habits_are_read() -> None:
    rows = read(
        "4711|20260131|240000|1.234,50-|00000000\n4712|20260131|060000|2,00|20260228\n",
        entity="orders", header=False, separator="|", decimal=",", thousands=".",
        columns={"order_id": 1, "product": 1, "planned_start_utc": [2, 3], "due_utc": 5},
    ).rows  # fmt: skip
    assert rows["planned_start_utc"].to_list() == [
        datetime(2026, 1, 31, 23, 0, tzinfo=UTC),
        datetime(2026, 1, 31, 5, 0, tzinfo=UTC),
    ]
    assert rows["due_utc"].to_list() == [None, datetime(2026, 2, 27, 23, 0, tzinfo=UTC)]


def test_a_trailing_minus_and_thousands_are_a_number() -> None:
    batch = read(
        "a;1.234,50-\nb;1.234,50\n", entity="prices", header=False, separator=";", decimal=",", thousands=".",
        columns={"product": 1, "price": 2}, constants={"currency": "EUR"},
    )  # fmt: skip
    assert batch.rows["price"].to_list() == [1234.5]
    assert batch.rejected["reason"].to_list() == ["price -1234.5 is negative (column 2)"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A,WC,0,,", "ideal_cycle_s is 0"),
        ("A,WC,-1,,", "ideal_cycle_s -1.0 is negative"),
        ("A,WC,fast,,", "ideal_cycle_s 'fast' is no number"),
        ("A,WC,,,", "ideal_cycle_s is missing"),
        ("A,,5,,", "work_centre is missing"),
        ("A,WC,5,2026-02-01,2026-01-31", "valid_from 2026-02-01 is after valid_to 2026-01-31"),
        ("A,WC,5,yesterday,", "valid_from 'yesterday' is no date of the format iso8601"),
    ],
)
def test_what_cannot_be_true_is_rejected_with_its_reason(line: str, reason: str) -> None:
    columns = ROUTINGS | {"ideal_cycle_s": "Seconds", "valid_from": "From", "valid_to": "To"}
    text = f"Item,Centre,Seconds,From,To\nB,WC,5,2026-01-01,2026-01-01\n{line}\n"
    batch = read(text, entity="routings", columns=columns, constants={"basis": "nameplate"})
    assert batch.rows["product"].to_list() == ["B"]
    assert batch.rejected["reason"][0].startswith(reason)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"entity": "machines", "columns": {"a": 1}}, "entity"),
        ({"entity": "prices", "columns": {"product": 1, "price": 2}}, "prices needs currency"),
        ({"entity": "prices", "columns": {"product": 1}, "constants": {"currency": "EUR"}}, "price or variable_cost"),
        ({"entity": "products", "columns": {"product": 0}}, "greater than or equal to 1"),
        ({"entity": "products", "columns": {"product": 1}, "factors": {"name": 2}}, "no numeric field"),
        ({"entity": "products", "columns": {"product": 1}, "constants": {"product": "x"}}, "one source only"),
    ],
)
def test_wrong_options_say_what_is_wrong(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Options.model_validate(options)


def load(path: Path, **options: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    settings = Options.model_validate({"header": False, "separator": "tab", **options})
    with path.open("rb") as stream:
        batches = list(READER.read(stream, settings, ReadContext("erp", ZoneInfo("UTC"))))
    rows, rejected = pl.concat(b.rows for b in batches), pl.concat(b.rejected for b in batches)
    lines = path.read_bytes().splitlines()
    assert sum(batch.rows_read for batch in batches) == len(lines) == rows.height + rejected.height
    return rows, rejected


@pytest.mark.real_data
def test_products_and_list_prices_of_a_real_erp(real_data: Path) -> None:
    path = real_data / "adventureworks_erp" / "Product.csv"
    products, rejected = load(path, entity="products", columns={"product": 1, "name": 2, "product_group": 19})
    assert (products.height, rejected.height) == (504, 0)
    assert products.row(0) == ("1", "Adjustable Race", None, None, 1)
    prices, rejected = load(
        path, entity="prices", columns={"product": 1, "price": 10, "valid_from": 21, "valid_to": 22},
        constants={"currency": "USD"},
    )  # fmt: skip
    assert (prices.height, rejected.height) == (504, 0)
    assert prices["price"].max() == 3578.27


@pytest.mark.real_data
def test_costs_by_validity_of_a_real_erp(real_data: Path) -> None:
    costs, rejected = load(
        real_data / "adventureworks_erp" / "ProductCostHistory.csv", entity="prices",
        columns={"product": 1, "valid_from": 2, "valid_to": 3, "variable_cost": 4}, constants={"currency": "USD"},
    )  # fmt: skip
    assert (costs.height, rejected.height) == (395, 0)
    assert costs.row(0) == ("707", date(2022, 5, 30), date(2023, 5, 29), None, 12.0278, None, None, "USD", 1)
    assert costs.row(2)[1:3] == (date(2024, 5, 29), None)


@pytest.mark.real_data
def test_bill_of_materials_rates_and_scrap_reasons_of_a_real_erp(real_data: Path) -> None:
    folder = real_data / "adventureworks_erp"
    parts, rejected = load(
        folder / "BillOfMaterials.csv", entity="bill_of_materials",
        columns={"assembly": 2, "component": 3, "valid_from": 4, "valid_to": 5, "unit": 6, "quantity": 8},
    )  # fmt: skip
    assert set(rejected["reason"]) == {"assembly is missing (column 2)"}
    assert (parts.height, rejected.height) == (2576, 103)
    assert set(parts["unit"]) == {"EA", "IN", "OZ"}
    rates, rejected = load(
        folder / "Location.csv", entity="rates", columns={"work_centre": 2, "machine_rate_per_h": 3},
        constants={"currency": "USD"},
    )  # fmt: skip
    assert (rates.height, rejected.height) == (14, 0)
    assert rates.filter(pl.col("work_centre") == "Frame Forming")["machine_rate_per_h"].to_list() == [22.5]
    reasons, rejected = load(folder / "ScrapReason.csv", entity="scrap_reasons", columns={"scrap_reason": 1, "name": 2})
    assert (reasons.height, rejected.height) == (16, 0)


MOVEMENTS = {"product": "P", "work_centre": "C", "ts_utc": "T", "kind": "K", "quantity": "Q"}
MEASURED = {
    "characteristic": "X", "work_centre": "C", "ts_utc": "T", "value": "V", "lower_spec_limit": "L",
    "upper_spec_limit": "U",
}  # fmt: skip


def test_a_reversed_movement_is_negative_and_a_code_becomes_a_kind() -> None:
    text = "P,C,T,K,Q\nA,L1,2026-01-31 06:00,261,5\nA,L1,2026-01-31 07:00,262,-5\nA,L1,2026-01-31 08:00,999,1\n"
    kinds = {"kind": {"261": "consumption", "262": "consumption"}}
    batch = read(text, entity="inventory_movements", columns=MOVEMENTS, value_maps=kinds)
    assert batch.rows.select("kind", "quantity").rows() == [("consumption", 5.0), ("consumption", -5.0)]
    assert batch.rejected["reason"][0].startswith("kind '999' is none of receipt, issue, consumption")


def test_measured_values_may_be_negative_and_their_limits_have_an_order() -> None:
    text = "X,C,T,V,L,U\nd,L1,2026-01-31 06:00,-0.2,-1,1\nd,L1,2026-01-31 06:00,-0.2,1,-1\n"
    batch = read(text, entity="measurements", columns=MEASURED)
    assert batch.rows.select("value", "lower_spec_limit", "upper_spec_limit").rows() == [(-0.2, -1.0, 1.0)]
    assert batch.rejected["reason"].to_list() == ["lower_spec_limit 1.0 is more than upper_spec_limit -1.0"]


def test_a_worker_of_personnel_times_is_a_keyed_hash_and_masked_where_rejected() -> None:
    columns = {"work_centre": "C", "worker": "Who", "work_date": "Day", "attendance_s": "Hours", "work_s": "Work"}
    options = Options.model_validate(
        {"entity": "personnel_times", "columns": columns, "factors": {"attendance_s": 3600, "work_s": 3600}}
    )
    text = b"C,Who,Day,Hours,Work\nL1,Ann,2026-01-31,8,7.5\nL1,Ann,2026-01-31,8,9\n"
    context = ReadContext("hr", ZoneInfo("Europe/Berlin"), b"key")
    (batch,) = READER.read(io.BytesIO(text), options, context)
    row = batch.rows.row(0, named=True)
    assert (row["work_date"], row["attendance_s"], row["work_s"]) == (date(2026, 1, 31), 28800.0, 27000.0)
    assert len(row["worker"]) == 32
    assert batch.rejected["reason"].to_list() == ["work_s 32400.0 is more than attendance_s 28800.0"]
    assert batch.rejected["raw"].to_list() == ["L1,***,2026-01-31,8,9"]
    (unkeyed,) = READER.read(io.BytesIO(text), options, CONTEXT)
    assert unkeyed.rows["worker"].to_list() == [None]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"entity": "personnel_times", "columns": {"work_centre": 1, "attendance_s": 2}}, "work_date or start_utc"),
        ({"entity": "personnel_times", "columns": {"work_centre": 1, "work_date": 2}}, "attendance_s or end_utc"),
        ({"entity": "maintenance_orders", "columns": {"maintenance_order": 1, "work_centre": 2}}, "needs kind"),
        (
            {
                "entity": "personnel_times",
                "columns": {"work_centre": 1, "work_date": 2, "attendance_s": 3},
                "constants": {"worker": "Ann"},
            },
            "a worker can only come from a column",
        ),
    ],
)
def test_what_an_entity_needs_is_said(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Options.model_validate(options)


def test_an_exchange_rate_is_more_than_nothing() -> None:
    columns = {"from_currency": "F", "to_currency": "T", "rate": "R", "valid_from": "D"}
    batch = read("F,T,R,D\nUSD,EUR,0.92,2026-01-01\nUSD,EUR,0,2026-02-01\n", entity="exchange_rates", columns=columns)
    assert batch.rows.row(0) == ("USD", "EUR", 0.92, date(2026, 1, 1), 2)
    assert batch.rejected["reason"].to_list() == ["rate is 0; an exchange rate is more than 0 (column R)"]


def test_a_maintenance_order_finishes_after_it_starts() -> None:
    columns = {"maintenance_order": "O", "work_centre": "C", "start_utc": "S", "finish_utc": "E", "parts_cost": "P"}
    text = "O,C,S,E,P\n1,L1,2026-01-31 06:00,2026-01-31 07:00,12.5\n2,L1,2026-01-31 06:00,2026-01-31 05:00,0\n"
    batch = read(text, entity="maintenance_orders", columns=columns, constants={"kind": "corrective"})
    assert batch.rows.select("maintenance_order", "kind", "parts_cost").rows() == [("1", "corrective", 12.5)]
    assert batch.rejected["reason"][0].startswith("start_utc 2026-01-31 05:00")


def test_a_confirmation_has_its_quantities_and_may_take_another_one_back() -> None:
    columns = {
        "confirmation_id": "No", "order_id": "Order", "work_centre": "Centre", "kind": "Kind", "start_utc": "From",
        "end_utc": "To", "good_quantity": "Good", "reject_quantity": "Scrap", "rework_quantity": "Rework",
        "reverses": "Reverses",
    }  # fmt: skip
    batch = read(
        "No,Order,Centre,Kind,From,To,Good,Scrap,Rework,Reverses\n"
        "1,O-1,L1,,2026-01-31 06:00,2026-01-31 14:00,90,4,6,\n"
        "2,O-1,L1,,,2026-01-31 15:00,90,4,6,1\n"
        "3,O-1,L1,again,,2026-01-31 15:00,1,,,\n"
        "4,O-1,L1,,,,1,,,\n"
        "5,O-1,L1,,2026-01-31 15:00,2026-01-31 14:00,1,,,\n",
        entity="confirmations", columns=columns, time_format="%Y-%m-%d %H:%M",
    )  # fmt: skip
    told = batch.rows.select("good_quantity", "reject_quantity", "rework_quantity", "start_utc", "reverses").rows()
    assert told == [
        (90.0, 4.0, 6.0, datetime(2026, 1, 31, 5, tzinfo=UTC), None),
        (90.0, 4.0, 6.0, None, "1"),
    ]
    assert batch.rejected["reason"].to_list() == [
        "kind 'again' is none of production, rework (column Kind)",
        "end_utc is missing (column To)",
        "start_utc 2026-01-31 14:00:00.000000+00:00 is after end_utc 2026-01-31 13:00:00.000000+00:00",
    ]


def test_a_last_line_without_its_newline_may_be_cut() -> None:
    table = {"entity": "bill_of_materials", "columns": {"assembly": "A", "component": "B", "quantity": "Q"}}
    cut = read("A;B;Q\n1;2;123\n1;3;12", separator=";", **table)
    assert (cut.rows["quantity"].to_list(), cut.rejected["row_no"].to_list()) == ([123.0], [3])
    assert "the file ends within this line" in cut.rejected["reason"][0]
    # Nothing is lost where the last column is not read, or the option says that files end so.
    assert read("A;B;Q;R\n1;3;12;x", separator=";", **table).rows["quantity"].to_list() == [12.0]
    assert read("A;B;Q\n1;3;12", separator=";", final_newline=False, **table).rows["quantity"].to_list() == [12.0]
