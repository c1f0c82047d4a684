import duckdb
import pytest

from dashboard.queries import glossary


def test_entries_are_in_the_order_of_the_catalogue(connection: duckdb.DuckDBPyConnection) -> None:
    frame = glossary.entries(connection)
    assert frame["kpi"].to_list()[:3] == ["calendar_s", "producing_s", "pbt_s"]
    assert frame["iso_22400_name"].null_count() > 0


def test_an_entry_is_found_by_its_key_or_its_column(connection: duckdb.DuckDBPyConnection) -> None:
    row = glossary.entry(connection, "oee").row(0, named=True)
    assert (row["kpi_name"], row["formula"]) == ("OEE", "measured_good_s / measured_busy_s")
    assert glossary.entry(connection, "energy_kwh")["kpi"].to_list() == ["fct_energy.energy_kwh"]
    assert glossary.entry(connection, "no_such_figure").height == 0


@pytest.mark.parametrize("searched", ["teep", "TEEP", " measured_calendar_s "])
def test_a_search_looks_into_names_and_formulas(connection: duckdb.DuckDBPyConnection, searched: str) -> None:
    assert glossary.entries(connection, searched)["kpi"].to_list() == ["teep"]
