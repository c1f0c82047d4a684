"""Real ERP tables: products, prices by validity, bill of materials, work-centre rates and scrap reasons."""

import pytest

pytestmark = pytest.mark.real_data


def test_every_row_of_every_table_is_accounted_for(adventureworks) -> None:
    rows = adventureworks.ask("select source, rows_read, rows_loaded, rows_rejected, status from meta.files").rows()
    counts = {source: (read, loaded, rejected) for source, read, loaded, rejected, status in rows if status == "loaded"}
    assert counts == {
        "products": (504, 504, 0),
        "list_prices": (504, 504, 0),
        "costs": (395, 395, 0),
        # 103 rows name a component without an assembly: the finished goods themselves.
        "bill_of_materials": (2679, 2576, 103),
        "work_centres": (14, 14, 0),
        "work_centre_names": (14, 14, 0),
        "scrap_reasons": (16, 16, 0),
        "units": (38, 38, 0),
    }
    assert adventureworks.ask("select distinct reason from meta.rejected_rows").to_series().to_list() == [
        "assembly is missing (column 2)"
    ]


def test_units_are_named_and_every_unit_of_the_bill_of_materials_is_one(adventureworks) -> None:
    assert adventureworks.ask("select name from staged.units_of_measure where unit = 'DZ'").item() == "Dozen"
    used = adventureworks.ask("select distinct unit from staged.bill_of_materials").to_series()
    assert set(used) <= set(adventureworks.ask("select unit from staged.units_of_measure").to_series())


def test_no_table_of_the_folder_is_left_out_and_its_shifts_are_the_plants(adventureworks, real_data) -> None:
    tables = real_data / "adventureworks_erp"
    loaded = set(adventureworks.ask("select distinct file_name from meta.files").to_series())
    assert {path.name for path in tables.glob("*.csv")} - loaded == {"Shift.csv"}
    rows = [line.split("\t") for line in (tables / "Shift.csv").read_text(encoding="utf-8-sig").splitlines()]
    configured = (adventureworks.root / "shifts.csv").read_text().splitlines()[1:]
    assert [f"works,{name},daily,{start[:5]},{end[:5]},," for _, name, start, end, _ in rows] == configured


def test_products_and_reasons_by_their_keys(adventureworks) -> None:
    assert adventureworks.ask("select name from staged.products where product = '1'").item() == "Adjustable Race"
    assert (
        adventureworks.ask("select name from staged.scrap_reasons where scrap_reason = '3'").item() == "Gouge in metal"
    )


def test_costs_keep_their_validity(adventureworks) -> None:
    rows = adventureworks.ask(
        "select valid_from::varchar, valid_to::varchar, variable_cost, currency from staged.prices "
        "where product = '707' and variable_cost is not null order by valid_from"
    ).rows()
    assert rows == [
        ("2022-05-30", "2023-05-29", 12.0278, "USD"),
        ("2023-05-30", "2024-05-28", 13.8782, "USD"),
        ("2024-05-29", None, 13.0863, "USD"),
    ]


def test_rates_of_work_centres(adventureworks) -> None:
    rates = dict(adventureworks.ask("select work_centre, machine_rate_per_h from staged.rates").rows())
    assert len(rates) == 14
    assert rates["10"] == 22.50
