"""The SAP dialect: the plant's ERP and maintenance as extracts of SAP's tables, read by the presets `sap/…`.

What SAP has no table for, or the presets none, stays as the plain dialect has it: cycles of nameplates and
demonstrations, exchange rates, reported stops, shortages, tickets of service, and what quality and HR hand over.
"""

from __future__ import annotations

from typing import Any

from orchestration.demo import it_extracts
from orchestration.demo.delivery import Delivery
from orchestration.demo.erp import tables
from orchestration.demo.erp.dialect import Dialect, entry
from orchestration.demo.erp.reports import OPERATION_SOURCES
from orchestration.demo.erp.sap_master import master_files
from orchestration.demo.erp.sap_orders import order_files
from orchestration.demo.erp.sap_records import record_files
from orchestration.demo.erp.sap_text import STORAGE_LOCATION, object_id
from orchestration.demo.line_records import LINE
from orchestration.demo.simulation import Simulation

_LEFT_OUT = {
    "erp_products", "erp_prices", "erp_routings", "erp_rates", "erp_confirmations", "eam_repairs", "erp_orders_north",
    "erp_orders_south", "erp_movements", "eam_orders", "erp_costs", *OPERATION_SOURCES,
}  # fmt: skip
_CYCLES = "ie_cycles"

# Source, site, preset, and what the plant says besides.
_TABLES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("sap_aufk", "north", "aufk", {}),
    ("sap_aufk_keys", "north", "aufk_identifiers", {}),
    ("sap_covp", "north", "covp", {}),
    ("sap_afpo", "north", "afpo", {}),
    ("sap_afko_north", "north", "afko", {}),
    ("sap_afko_south", "south", "afko", {}),
    ("sap_afko_keys", "north", "afko_identifiers", {}),
    ("sap_afvc", "north", "afvc", {}),
    ("sap_afvc_orders", "north", "afvc_orders",
     {"value_maps": {"work_centre": {object_id(unit.alias): object_id(LINE.alias) for unit in LINE.units}}}),
    ("sap_afvc_keys", "north", "afvc_identifiers", {}),
    ("sap_afvv_north", "north", "afvv", {}),
    ("sap_afvv_south", "south", "afvv", {}),
    ("sap_afru", "north", "afru", {}),
    ("sap_crhd", "north", "crhd", {}),
    ("sap_crhd_keys", "north", "crhd_identifiers", {}),
    ("sap_crco_keys", "north", "crco_identifiers", {}),
    ("sap_activity_prices", "north", "activity_prices", {"keep_where": {"LSTAR": ["LABOUR"]}}),
    ("sap_mara", "north", "mara", {}),
    ("sap_makt", "north", "makt", {}),
    ("sap_mbew", "north", "mbew_prices",
     {"columns": {"currency": "WAERS", "salvage_value": "ZZSCHROTT", "rework_cost": "ZZNACHARB"}}),
    ("sap_konp", "north", "konp", {"decimal": ",", "thousands": ".", "time_format": "%d.%m.%Y"}),
    ("sap_mapl_keys", "north", "mapl_identifiers", {}),
    ("sap_plpo", "north", "plpo", {}),
    ("sap_mseg", "north", "mseg", {"value_maps": {"work_centre": {STORAGE_LOCATION: LINE.alias}}}),
    ("sap_afih", "north", "afih",
     {"columns": {"labour_h": "ZZSTUNDEN", "labour_cost": "ZZLOHN", "parts_cost": "ZZTEILE", "currency": "WAERS"}}),
    ("sap_iloa_keys", "north", "iloa_identifiers", {}),
)  # fmt: skip


def sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for SAP's tables and for what others hand over."""
    text = {"encoding": "windows-1252", "separator": "|"}
    plain = {one["id"]: one for one in tables.sources()}
    return [
        *(entry(source, site, {"preset": f"sap/{preset}", **text, **own}) for source, site, preset, own in _TABLES),
        {**plain["erp_routings"], "id": _CYCLES},
        *(one for source, one in plain.items() if source not in _LEFT_OUT),
    ]


def files(sim: Simulation) -> list[Delivery]:
    """The extracts, and the plain files of the others."""
    return [
        *master_files(sim),
        *order_files(sim),
        *record_files(sim),
        Delivery(_CYCLES, "cycles.csv", it_extracts.measured_cycles(sim)),
        *(file for file in tables.files(sim) if file.source not in _LEFT_OUT),
    ]


DIALECT = Dialect("sap", sources, files)
