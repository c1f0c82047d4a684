"""Tables of an ERP: told by SAP's names of fields, guessed by what columns are usually called, or left alone."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from orchestration.demo.erp import DIALECTS
from orchestration.demo.simulation import Simulation, simulate
from orchestration.demo.working_time import Window
from orchestration.inspection import Inspection, inspect_file
from orchestration.inspection.mapping import UnitNames
from orchestration.inspection.table_proposal import proposed_table
from orchestration.inspection.tables import FoundTable
from orchestration.readers.erp.delimited import Options

BERLIN = ZoneInfo("Europe/Berlin")


def inspected(path: Path, content: bytes) -> Inspection:
    path.write_bytes(content)
    return inspect_file(path, "source", "Europe/Berlin", UnitNames({}))


def table_of(path: Path, text: str) -> FoundTable:
    table = inspected(path, text.encode("cp1252")).table
    assert table is not None
    return table


@pytest.fixture(scope="module")
def sim() -> Simulation:
    return simulate(Window(date(2026, 10, 26), date(2026, 11, 8)), 7)


@pytest.mark.parametrize(("dialect", "fewest"), [("sap", 24), ("odoo", 20), ("erpnext", 14)])
def test_every_extract_of_the_demo_plant_is_told_with_the_presets_that_read_it(
    sim: Simulation, dialect: str, fewest: int, tmp_path: Path
) -> None:
    presets = {one["id"]: one["options"].get("preset") for one in DIALECTS[dialect].sources()}
    extracts = [file for file in DIALECTS[dialect].files(sim) if presets[file.source]]
    assert len(extracts) >= fewest
    for file in extracts:
        table = inspected(tmp_path / file.file_name, file.content).table
        assert table is not None, file.file_name
        found = {one.options["preset"]: one for one in table.sources}
        assert presets[file.source] in found
        own = found[presets[file.source]]
        lost = sum(reason.count for reason in own.rejected if not reason.is_left_out)
        left_out = sum(reason.count for reason in own.rejected if reason.is_left_out)
        assert (own.refused, lost, table.is_guess) == (None, int(file.note == "a cycle time of zero"), False)
        assert own.rows_read == own.rows_loaded + lost + left_out


def test_an_extract_without_some_columns_is_proposed_without_their_fields(tmp_path: Path) -> None:
    header = "RUECK|RMZHL|AUFNR|VORNR|ARBID|IEDD|IEDZ|LMNGA|XMNGA|GRUND|STZHL"
    row = "1|1|7|0010|2|31.01.2026|24:00:00|9,5|0,0||"
    table = table_of(tmp_path / "afru.txt", f"{header}\n{row}\n".replace("|", "\t"))
    (source,) = table.sources
    assert source.options == {
        "preset": "sap/afru",
        "columns": {"start_utc": None, "rework_quantity": None, "unit": None, "worker": None},
        "separator": "tab",
        "decimal": ",",
        "time_formats": {"end_utc": "%d.%m.%Y %H:%M:%S"},
    }
    assert (source.rows_loaded, table.doubts) == (1, ())


def test_what_the_plant_has_to_give_stands_in_the_proposal(tmp_path: Path) -> None:
    table = table_of(tmp_path / "mbew.txt", "MATNR;BWKEY;STPRS;PEINH\n4711;1000;12.50;100\n")
    proposed = proposed_table(table, "mbew.txt", "sap_mbew", "north")
    entries = yaml.safe_load(proposed.text)
    assert [one["id"] for one in entries] == ["sap_mbew", "sap_mbew_standard_costs"]
    assert 'currency: "XXX"      # write the plant\'s own' in proposed.text
    assert "drop the file into the folder of each" in proposed.text
    for one in entries:
        Options.model_validate(one["options"])


def test_any_other_table_is_guessed_by_what_its_columns_are_called(tmp_path: Path) -> None:
    text = "Artikel-Nr.;Preis;Währung;Gültig ab;Lager\n4711;1.250,00;EUR;31.01.2026;A\n4712;3,20;EUR;01.02.2026;B\n"
    table = table_of(tmp_path / "preise.csv", text)
    (source,) = table.sources
    assert table.is_guess
    assert source.options == {
        "entity": "prices",
        "columns": {"product": "Artikel-Nr.", "valid_from": "Gültig ab", "price": "Preis", "currency": "Währung"},
        "encoding": "windows-1252",
        "separator": ";",
        "decimal": ",",
        "thousands": ".",
        "time_formats": {"valid_from": "%d.%m.%Y"},
    }
    assert (source.rows_loaded, table.unmapped) == (2, ("Lager",))
    text = proposed_table(table, "preise.csv", "preise", "north").text
    assert '        price: "Preis"      # guess: by what the column is called' in text
    assert "# Not mapped: Lager." in text


@pytest.mark.parametrize(
    "text",
    [
        "a;b;c\n1;2;3\n",
        "Material;Farbe\n1;rot\n",
        "MATNR;WERKS\n1;1000\n",
        "Order,Machine,Begin,End\n1,M1,2026-01-31 06:00,2026-01-31 07:00\n",
    ],
)
def test_what_its_columns_do_not_tell_is_left_alone(tmp_path: Path, text: str) -> None:
    assert inspected(tmp_path / "table.csv", text.encode()).table is None
