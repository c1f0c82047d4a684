"""What configuration alone brings a table to: units of other columns, filters, formats, keys, SQL tools' texts."""

import io
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.erp.delimited import READER, Options

CONTEXT = ReadContext("erp", ZoneInfo("Europe/Berlin"))
OPERATIONS = {"order_id": "AUFNR", "operation": "VORNR"}


def read(text: str, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def reasons(batch: Batch) -> list[str]:
    return batch.rejected["reason"].to_list()


def test_a_price_is_divided_by_the_units_that_it_is_for() -> None:
    batch = read(
        "M;STPRS;PEINH\nA;1.250,00;100\nB;3,50;0\nC;0,00;0\nD;7,00;\n",
        entity="prices", columns={"product": "M", "variable_cost": "STPRS"}, constants={"currency": "EUR"},
        divide_by={"variable_cost": "PEINH"}, separator=";", decimal=",", thousands=".",
    )  # fmt: skip
    assert batch.rows.select("product", "variable_cost").rows() == [("A", 12.5), ("C", 0.0)]
    assert reasons(batch) == [
        "variable_cost is per '0' (column PEINH), which is no number above 0",
        "variable_cost is per '' (column PEINH), which is no number above 0",
    ]


def test_a_time_for_a_base_quantity_becomes_the_seconds_of_the_planned_one() -> None:
    batch = read(
        "AUFNR,VORNR,VGW02,VGE02,BMSCH,MGVRG\n1,10,22.5,MIN,100,400\n1,20,2,STD,1000,500\n1,30,1,tag,1,1\n1,40,0,,0,\n"
        "1,50,5,MIN,1,many\n",
        entity="order_operations", columns=OPERATIONS | {"planned_run_s": "VGW02"},
        divide_by={"planned_run_s": "BMSCH"}, multiply_by={"planned_run_s": "MGVRG"},
        time_units={"planned_run_s": "VGE02"},
    )  # fmt: skip
    assert batch.rows["planned_run_s"].to_list() == [5400.0, 3600.0, 86400.0, 0.0]
    assert reasons(batch) == ["planned_run_s is for each of 'many' (column MGVRG), which is no number"]


def test_an_unknown_unit_of_time_is_told_and_never_assumed() -> None:
    text = "AUFNR,VORNR,VGW01,VGE01\n1,10,1,JR\n1,20,3,Std\n1,30,1,\n"
    options = {"columns": OPERATIONS | {"planned_setup_s": "VGW01"}, "time_units": {"planned_setup_s": "VGE01"}}
    batch = read(text, entity="order_operations", **options)
    assert batch.rows["planned_setup_s"].to_list() == [10_800.0]
    assert reasons(batch) == [
        f"planned_setup_s is in '{unit}' (column VGE01), which is no known unit of time; time_unit_words can say "
        "what it is"
        for unit in ("JR", "")
    ]
    told = read(text, entity="order_operations", time_unit_words={"jr": 86400}, **options)
    assert told.rows["planned_setup_s"].to_list() == [86_400.0, 10_800.0]


def test_hours_of_work_are_hours_whatever_a_row_has_them_in() -> None:
    batch = read(
        "O,C,A,U\n1,L1,90,MIN\n",
        entity="maintenance_orders", columns={"maintenance_order": "O", "work_centre": "C", "labour_h": "A"},
        constants={"kind": "corrective"}, time_units={"labour_h": "U"},
    )  # fmt: skip
    assert batch.rows["labour_h"].to_list() == [1.5]


def test_a_kind_of_movement_makes_its_quantity_negative() -> None:
    batch = read(
        "P,C,T,K,Q\nA,L1,2026-01-31,261,5\nA,L1,2026-01-31,262,5\n",
        entity="inventory_movements",
        columns={"product": "P", "work_centre": "C", "ts_utc": "T", "kind": "K", "quantity": "Q"},
        value_maps={"kind": {"261": "consumption", "262": "consumption"}}, negative_where={"quantity": {"K": ["262"]}},
    )  # fmt: skip
    assert batch.rows["quantity"].to_list() == [5.0, -5.0]


def test_only_rows_of_the_wanted_values_are_kept_and_the_others_counted() -> None:
    batch = read(
        "MATNR;SPRAS;MAKTX\n1;D;Blech\n1;E;Sheet\n2;;Rohr\n",
        entity="products", columns={"product": "MATNR", "name": "MAKTX"}, keep_where={"SPRAS": ["D"]}, separator=";",
    )  # fmt: skip
    assert batch.rows["name"].to_list() == ["Blech"]
    assert reasons(batch) == [
        "left out by the configured filter: column SPRAS is 'E', not D",
        "left out by the configured filter: column SPRAS is '', not D",
    ]


def test_leading_zeros_stay_unless_they_are_to_be_taken_off_of_numbers() -> None:
    text = "AUFNR,MATNR\n000001000123,000000000000000042\n0000PO-1,0\n000000,00A1\n"
    columns = {"order_id": "AUFNR", "product": "MATNR"}
    kept = read(text, entity="orders", columns=columns).rows
    assert kept.select("order_id", "product").rows() == [
        ("000001000123", "000000000000000042"),
        ("0000PO-1", "0"),
        ("000000", "00A1"),
    ]
    stripped = read(text, entity="orders", columns=columns, strip_zeros=["order_id", "product"]).rows
    assert stripped.select("order_id", "product").rows() == [("1000123", "42"), ("0000PO-1", "0"), ("0", "00A1")]


def test_keys_are_joined_whole_or_not_at_all_and_texts_of_what_is_there() -> None:
    batch = read(
        "R,N,S,A,C,E,K,L\n0000000077,00000001,00000000,1,L1,2026-01-31,A,\n0000000077,00000002,00000001,1,L1,2026-01-31,A,B\n",
        entity="confirmations",
        columns={
            "confirmation_id": ["R", "N"], "reverses": ["R", "S"], "order_id": "A", "work_centre": "C", "end_utc": "E",
            "scrap_reason": ["K", "L"],
        },
        join_with={"confirmation_id": "-", "reverses": "-"},
    )  # fmt: skip
    assert batch.rows.select("confirmation_id", "reverses", "scrap_reason").rows() == [
        ("0000000077-00000001", None, "A"),
        ("0000000077-00000002", "0000000077-00000001", "A B"),
    ]


def test_a_file_may_mix_formats_of_dates_and_end_its_days_at_24_hours() -> None:
    batch = read(
        "O;S;SU;F;D\n1;20260131;240000;31.01.2026 24:00:00;01/02/2026\n2;00000000;000000;;\n3;20260131;250000;;\n",
        entity="orders", separator=";",
        columns={"order_id": "O", "planned_start_utc": ["S", "SU"], "planned_finish_utc": "F", "due_utc": "D"},
        time_formats={"planned_finish_utc": "%d.%m.%Y %H:%M:%S", "due_utc": "%m/%d/%Y"},
    )  # fmt: skip
    midnight = datetime(2026, 1, 31, 23, tzinfo=UTC)
    times = ("planned_start_utc", "planned_finish_utc", "due_utc")
    assert batch.rows.select(times).rows() == [
        (midnight, midnight, datetime(2026, 1, 1, 23, tzinfo=UTC)),
        (None, None, None),
    ]
    assert reasons(batch) == ["planned_start '20260131 250000' is no time of the format iso8601 (columns S, SU)"]


@pytest.mark.parametrize(
    ("valid_to", "found"),
    [
        ("99991231", None),
        ("9999-12-31 23:59:59", None),
        ("1900-01-01 00:00:00.000", None),
        ("1753-01-01", None),
        ("00000000", None),
        ("0000-00-00", None),
        ("20261231", date(2026, 12, 31)),
    ],
)
def test_dates_that_mean_none_are_none(valid_to: str, found: date | None) -> None:
    columns = {"product": "P", "price": "V", "valid_to": "T"}
    batch = read(f"P,V,T\nA,1,{valid_to}\n", entity="prices", columns=columns, constants={"currency": "EUR"})
    assert batch.rows["valid_to"].to_list() == [found]


def test_an_open_end_far_in_the_future_is_none_in_every_zone() -> None:
    options = Options.model_validate({"entity": "orders", "columns": {"order_id": "O", "due_utc": ["D", "T"]}})
    context = ReadContext("erp", ZoneInfo("America/New_York"))
    (batch,) = READER.read(io.BytesIO(b"O,D,T\n1,99991231,235959\n"), options, context)
    assert batch.rows["due_utc"].to_list() == [None]


def test_a_sql_tool_s_text_is_read_without_its_lines_and_footer() -> None:
    batch = read(
        "Changed database context to 'ERP'.\n"
        "Material    ,Preis  ,Preis  ,Gueltig                \n"
        "------------,-------,-------,-----------------------\n"
        "4711        ,  12.50,  99.00,1900-01-01 00:00:00.000\n"
        "4712        ,NULL   ,   3.20,2026-01-31 00:00:00.000\n"
        "\n"
        "(2 row(s) affected)\n",
        entity="prices", skip_lines=1, columns={"product": "Material", "price": 3, "valid_from": "Gueltig"},
        constants={"currency": "EUR"},
    )  # fmt: skip
    assert batch.rows.select("product", "price", "valid_from").rows() == [
        ("4711", 99.0, None),
        ("4712", 3.2, date(2026, 1, 31)),
    ]
    assert batch.rows_read == 2


@pytest.mark.parametrize(
    "footer", ["(1 rows affected)", "(1 Zeile(n) betroffen)", "(1 row)", "1 rows selected.", "  1 record(s) selected."]
)
def test_how_many_rows_there_were_is_no_row(footer: str) -> None:
    assert read(f"A,B\n1,x\n\n{footer}", entity="products", columns={"product": 1}).rows_read == 1


def test_a_list_of_sap_s_table_display_is_read_between_its_lines() -> None:
    batch = read(
        "-------------------\n|AUFNR  |MATNR  |\n-------------------\n|1000123|  4711 |\n|1000124|  4712 |\n"
        "-------------------\n",
        entity="orders", columns={"order_id": "AUFNR", "product": "MATNR"}, separator="|",
    )  # fmt: skip
    assert batch.rows.select("order_id", "product").rows() == [("1000123", "4711"), ("1000124", "4712")]
    assert batch.rows_read == 2


def test_of_two_columns_of_one_name_the_positions_are_told() -> None:
    with pytest.raises(FileRejected, match=r"'Preis' for price stands twice in .* position, 2 or 4"):
        read("M,Preis,X,Preis\n1,2,3,4\n", entity="prices", columns={"product": "M", "price": "Preis"},
             constants={"currency": "EUR"})  # fmt: skip


def test_a_reason_names_the_file_s_own_column_and_what_stands_there() -> None:
    text = "Artikel;Preis;Ab\n;1;\nA;viel;\nB;-1;\nC;1;gestern\nD;1;\n"
    columns = {"product": "Artikel", "price": "Preis", "valid_from": "Ab"}
    batch = read(text, entity="prices", columns=columns, constants={"currency": "EUR"}, separator=";")
    assert batch.rejected.select("row_no", "reason").rows() == [
        (2, "product is missing (column Artikel)"),
        (3, "price 'viel' is no number (column Preis)"),
        (4, "price -1.0 is negative (column Preis)"),
        (5, "valid_from 'gestern' is no date of the format iso8601 (column Ab)"),
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"divide_by": {"product": "A"}}, "divide_by names 'product', which is no numeric field"),
        ({"time_units": {"price": "A"}}, "time_units names 'price', which is no duration"),
        ({"time_formats": {"price": "iso8601"}}, "time_formats names 'price', which is no date or time"),
        ({"join_with": {"product": "-"}}, "join_with names 'product', whose columns are no list"),
        ({"strip_zeros": ["order_id"]}, "strip_zeros names 'order_id', which is no field of prices"),
        ({"time_unit_words": {"jr": 0}}, "greater than 0"),
    ],
)
def test_what_cannot_be_meant_is_told(options: dict[str, Any], message: str) -> None:
    table = {"entity": "prices", "columns": {"product": 1, "price": 2}, "constants": {"currency": "EUR"}}
    with pytest.raises(ValidationError, match=message):
        Options.model_validate(table | options)


def test_a_hidden_column_s_value_is_not_told_by_a_filter() -> None:
    batch = read(
        "P,N\n1,Ann\n2,Bob\n", entity="products", columns={"product": "P"}, keep_where={"N": ["Bob"]},
        personal_columns=["N"],
    )  # fmt: skip
    assert reasons(batch) == ["left out by the configured filter: column N is '***', not Bob"]
    assert batch.rejected["raw"].to_list() == ["1,***"]
    assert batch.rows.select(pl.len()).item() == 1


ALIGNED = (
    "Changed database context to 'ERP'.\n"
    "Material     Bezeichnung          Preis      Gueltig                \n"
    "------------ -------------------- ---------- -----------------------\n"
    "4711         Welle, kurz               12.50 1900-01-01 00:00:00.000\n"
    '4712         Gehäuse 5"                 3.20 2026-01-31 00:00:00.000\n'
    "4713         eine viel zu lange Bezeichnung 1 NULL\n"
    "4714         Deckel                    teuer NULL\n"
    "4715\n"
    "\n"
    "(5 rows affected)\n"
)
PRICES = {"product": "Material", "price": "Preis", "valid_from": "Gueltig"}


def test_columns_under_each_other_are_divided_by_the_dashes_below_the_header() -> None:
    options = {"entity": "prices", "columns": PRICES, "constants": {"currency": "EUR"}, "aligned": True}
    batch = read(ALIGNED, **options)
    assert batch.rows.select("product", "price", "valid_from", "row_no").rows() == [
        ("4711", 12.5, None, 4),
        ("4712", 3.2, date(2026, 1, 31), 5),
    ]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (6, "4713         eine viel zu lange Bezeichnung 1 NULL", "found 1 fields divided by '\\x1f', expected 4"),
        (7, "4714 Deckel teuer NULL", "price 'teuer' is no number (column Preis)"),
        (8, "4715   ", "price and variable_cost are both missing"),
    ]
    utf_16 = io.BytesIO(ALIGNED.encode("utf-16"))
    (again,) = READER.read(utf_16, Options.model_validate({**options, "encoding": "utf-16"}), CONTEXT)
    assert again.rows.equals(batch.rows)


def test_columns_under_each_other_need_their_dashes() -> None:
    with pytest.raises(FileRejected, match="No line of dashes below a header"):
        read("A  B\n1  2\n", entity="products", columns={"product": "A"}, aligned=True)
