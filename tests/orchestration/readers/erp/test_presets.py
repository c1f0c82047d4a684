"""Shipped mappings: each is whole and documented, and gives way to what a plant says."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, ReadContext
from orchestration.readers.erp.delimited import READER, Options
from orchestration.readers.erp.presets import presets

DOCUMENT = Path(__file__).parents[4] / "docs" / "readers.md"
CONTEXT = ReadContext("sap", ZoneInfo("Europe/Berlin"), b"key")


def read(text: str, preset: str, **options: Any) -> Batch:
    (batch,) = READER.read(
        io.BytesIO(text.encode()), Options.model_validate({"preset": preset, "separator": "|", **options}), CONTEXT
    )
    return batch


@pytest.mark.parametrize("name", sorted(presets()))
def test_a_preset_is_whole_but_for_what_it_says_that_the_plant_gives(name: str) -> None:
    needs = presets()[name].get("needs", [])
    options = Options.model_validate({"preset": name, "constants": dict.fromkeys(needs, "EUR")})
    assert f"| `{name}` | `{options.entity}` |" in DOCUMENT.read_text(encoding="utf-8")
    for field in needs:
        others = {other: "EUR" for other in needs if other != field}
        with pytest.raises(ValidationError, match=f"needs {field}"):
            Options.model_validate({"preset": name, "constants": others})


def test_what_is_given_comes_first_field_by_field() -> None:
    options = Options.model_validate(
        {"preset": "sap/makt", "keep_where": {"SPRAS": ["E"]}, "columns": {"unit": "ZZUNIT", "name": None}}
    )
    assert options.entity == "products"
    assert options.keep_where == {"SPRAS": ("E",)}
    assert options.columns == {"product": "MATNR", "unit": "ZZUNIT"}
    own = Options.model_validate({"preset": "sap/afih", "value_maps": {"kind": {"ZM01": "corrective"}}})
    assert own.value_maps["kind"] == {
        "PM01": "corrective", "PM02": "preventive", "PM03": "corrective", "ZM01": "corrective",
    }  # fmt: skip


def test_an_unknown_preset_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ValidationError, match=r"preset is 'sap/afko2'; it must be one of .*sap/afko, "):
        Options.model_validate({"preset": "sap/afko2"})


def test_a_reversal_of_afru_takes_back_the_counter_that_it_names() -> None:
    batch = read(
        "RUECK|RMZHL|AUFNR|VORNR|ARBID|ISDD|ISDZ|IEDD|IEDZ|LMNGA|XMNGA|RMNGA|MEINH|GRUND|STOKZ|STZHL|PERNR\n"
        "0000000077|00000001|000001000123|0010|10000001|20260131|060000|20260131|240000|     90.000 |  4.000 |  0.000 |"
        "ST|0001|X|00000000|00004711\n"
        "0000000077|00000002|000001000123|0010|10000001|00000000|000000|20260201|070000|     90.000 |  4.000 |  0.000 |"
        "ST|||00000001|00000000\n",
        "sap/afru",
    )
    first, second = batch.rows.rows(named=True)
    assert (first["confirmation_id"], first["reverses"]) == ("0000000077 00000001", None)
    assert (second["confirmation_id"], second["reverses"]) == ("0000000077 00000002", "0000000077 00000001")
    assert (first["order_id"], first["work_centre"]) == ("1000123", "ref(sap_work_centre)10000001")
    assert (first["good_quantity"], first["reject_quantity"], first["scrap_reason"]) == (90.0, 4.0, "0001")
    assert first["end_utc"] == datetime(2026, 1, 31, 23, tzinfo=UTC)
    assert (second["start_utc"], second["worker"]) == (None, None)
    assert len(first["worker"]) == 32


def test_actual_costs_of_covp_are_debits_and_credits_without_plans_and_settlements() -> None:
    batch = read(
        "KOKRS|BELNR|BUZEI|OBJNR|WRTTP|VRGNG|KSTAR|BUDAT|WTGBTR|TWAER\n"
        "1000|0200000001|001|OR000001000123|04|COIN|0000400000|20260131|  1250.50 |EUR\n"
        "1000|0200000002|001|OR000001000123|04|COIN|0000400000|20260201|    50.25-|EUR\n"
        "1000|0200000003|001|OR000001000123|01|RKP1|0000400000|20260131|  1200.00 |EUR\n"
        "1000|0200000004|001|OR000001000123|04|KOAO|0000895000|20260228|  1200.25-|EUR\n",
        "sap/covp",
    )
    assert batch.rows.select("booking_id", "order_id", "cost_element", "booked_amount", "currency").rows() == [
        ("1000 0200000001 001", "ref(sap_object)OR000001000123", "400000", 1250.5, "EUR"),
        ("1000 0200000002 001", "ref(sap_object)OR000001000123", "400000", -50.25, "EUR"),
    ]
    assert batch.rejected.height == 2
    (key,) = read("AUFNR|OBJNR\n000001000123|OR000001000123\n", "sap/aufk_identifiers").rows.rows(named=True)
    assert (key["kind"], key["identifier"], key["name"]) == ("sap_object", "OR000001000123", "1000123")


def test_a_goods_receipt_of_mseg_is_of_production_or_of_a_purchase_by_its_indicator() -> None:
    batch = read(
        "MBLNR|MJAHR|ZEILE|BWART|KZBEW|MATNR|LGORT|MENGE|MEINS|AUFNR|CPUDT_MKPF|CPUTM_MKPF\n"
        "4900000001|2026|0001|101|F|000000000000004711|0010|5.000|KG|000001000123|20260131|060000\n"
        "4900000002|2026|0001|102|B|STEEL|0010|7.000|KG||20260131|070000\n"
        "4900000003|2026|0001|262||STEEL|0010|2.500|KG||20260131|080000\n"
        "4900000004|2026|0001|999||STEEL|0010|2.500|KG||20260131|080000\n",
        "sap/mseg",
        value_maps={"work_centre": {"0010": "L1"}},
    )
    assert batch.rows.select("movement_id", "product", "work_centre", "order_id", "kind", "quantity").rows() == [
        ("4900000001 2026 0001", "4711", "L1", "1000123", "production", 5.0),
        ("4900000002 2026 0001", "STEEL", "L1", None, "receipt", -7.0),
        ("4900000003 2026 0001", "STEEL", "L1", None, "consumption", -2.5),
    ]
    assert batch.rejected["reason"][0].startswith("kind '999' is none of receipt, issue, consumption")
    assert batch.rejected["reason"][0].endswith("(columns BWART, KZBEW)")


def test_a_notification_of_viqmel_has_its_malfunction() -> None:
    batch = read(
        "QMNUM|QMART|AUFNR|ILOAN|QMTXT|QMDAT|MZEIT|AUSVN|AUZTV|AUSBS|AUZTB\n"
        "000010000042|M2|000000800007|000000500001|Pumpe leckt|20260131|061500|20260131|060000|20260131|073000\n"
        "000010000043|Q1|||Reklamation|20260131|061500|00000000|000000|00000000|000000\n",
        "sap/viqmel",
    )
    (row,) = batch.rows.rows(named=True)
    assert (row["notification"], row["maintenance_order"], row["kind"]) == ("10000042", "800007", "malfunction")
    assert row["work_centre"] == "ref(sap_location)000000500001"
    assert row["malfunction_end_utc"] == datetime(2026, 1, 31, 6, 30, tzinfo=UTC)
    assert batch.rejected["reason"].to_list() == [
        "left out by the configured filter: column QMART is 'Q1', not M1 or M2 or M3"
    ]


def test_a_unit_of_marm_is_so_many_base_units() -> None:
    batch = read("MATNR|MEINH|MEINS|UMREZ|UMREN\n000000000000004711|KAR|ST|24|1\n|KG|ST|1|4\n", "sap/marm")
    assert batch.rows.select("product", "from_unit", "to_unit", "factor").rows() == [
        ("4711", "KAR", "ST", 24.0),
        (None, "KG", "ST", 0.25),
    ]


TIME_LOGS = (
    "id|workcenter_id|workorder_id|loss_id|loss_type|date_start|date_end|user_id|description\n"
    "11|3|7|1|productive|2026-03-02 07:00:00|2026-03-02 08:00:00|5|False\n"
    "12|3|False|2|availability|2026-03-02 08:00:00|False|5|False\n"
    "13|3|7|4|performance|2026-03-02 09:00:00|2026-03-02 09:30:00|False|slow tool\n"
)


def test_a_loss_of_availability_of_odoo_is_a_stop_that_is_open_until_it_has_an_end() -> None:
    (row,) = read(TIME_LOGS, "odoo/mrp_workcenter_productivity").rows.rows(named=True)
    assert (row["downtime_id"], row["work_centre"], row["order_id"]) == ("12", "ref(odoo_workcenter)3", None)
    assert (row["reported_reason"], row["end_utc"], row["description"]) == ("ref(odoo_loss)2", None, None)


def test_productive_time_of_odoo_is_an_operation_of_its_work_orders_order() -> None:
    batch = read(TIME_LOGS, "odoo/mrp_workcenter_productivity_operations")
    assert batch.rows.select("operation_id", "order_id", "kind").rows() == [
        ("11", "ref(odoo_workorder)7", "production"),
        ("13", "ref(odoo_workorder)7", "production"),
    ]
    assert batch.rows["worker"].is_null().to_list() == [False, True]


def test_an_operation_of_odoo_is_for_the_capacity_of_its_work_centre() -> None:
    batch = read(
        "name|workcenter_id|bom_id|time_cycle_manual|active|time_start|default_capacity\n"
        "Press|3|8|1.5|t|15|4\n"
        "Weld|4|8|2|f|15|1\n",
        "odoo/mrp_routing_workcenter",
    )
    assert batch.rows.select("product", "operation", "ideal_cycle_s", "setup_s").rows() == [
        ("ref(odoo_bom)8", "Press", 22.5, 900.0)
    ]


def test_a_time_log_of_erpnext_counts_unless_its_card_is_cancelled() -> None:
    batch = read(
        "name|docstatus|work_order|workstation|operation|production_item|from_time|to_time|completed_qty|employee\n"
        "a|0|WO-1|L1|Make|P|2026-03-02 08:00:00.000000|NULL|12.000000000|HR-EMP-1\n"
        "b|2|WO-1|L1|Make|P|2026-03-02 08:00:00.000000|NULL|12.000000000|HR-EMP-1\n",
        "erpnext/job_card_time_log",
    )
    assert batch.rows.select("operation_id", "order_id", "good_quantity", "end_utc").rows() == [("a", "WO-1", 12, None)]
    assert batch.rejected["reason"].to_list() == ["left out by the configured filter: column docstatus is '2'"]


def test_a_cost_of_erpnext_is_that_of_the_bills_quantity() -> None:
    batch = read(
        "name|docstatus|item|quantity|is_active|is_default|total_cost|currency\n"
        "BOM-P-001|1|P|10.000000000|1|0|999.000000000|EUR\n"
        "BOM-P-002|1|P|10.000000000|1|1|125.000000000|EUR\n",
        "erpnext/bom_prices",
    )
    assert batch.rows.select("product", "variable_cost", "currency").rows() == [("P", 12.5, "EUR")]
