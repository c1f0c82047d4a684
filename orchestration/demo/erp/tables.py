"""The plain dialect: tables of no ERP in particular, as a plant's own views have them."""

from __future__ import annotations

from typing import Any

from orchestration.demo import it_extracts
from orchestration.demo.delivery import Delivery, production_days, week_file
from orchestration.demo.erp.dialect import Dialect, entry
from orchestration.demo.erp.reports import report_files, report_sources
from orchestration.demo.line_extracts import line_files, line_sources
from orchestration.demo.line_records import line_records
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import NORTH, SITES


def sources() -> list[dict[str, Any]]:
    """Entries of plant.yaml for all tables."""
    german = {"encoding": "windows-1252", "separator": ";", "decimal": ","}
    order_columns = {
        "order_id": "OrderNo", "product": "Material", "work_centre": "WorkCentre", "planned_quantity": "PlannedQty",
        "planned_scrap_quantity": "PlannedScrap",
        "planned_start_utc": "PlannedStart", "planned_finish_utc": "PlannedFinish", "due_utc": "Due",
    }  # fmt: skip
    tables: list[tuple[str, str, str, dict[str, Any], dict[str, str]]] = [
        ("erp_products", "north", "products", german,
         {"product": "Material", "name": "Bezeichnung", "unit": "ME", "product_group": "Warengruppe"}),
        ("erp_prices", "north", "prices", {**german, "time_format": "%d.%m.%Y"},
         {"product": "Material", "valid_from": "GueltigAb", "valid_to": "GueltigBis", "price": "Preis",
          "variable_cost": "VarKosten", "salvage_value": "Schrottwert", "rework_cost": "Nacharbeit",
          "currency": "Waehrung"}),
        ("erp_routings", "north", "routings", {},
         {"product": "Material", "work_centre": "WorkCentre", "operation": "Operation", "ideal_cycle_s": "CycleSeconds",
          "setup_s": "SetupSeconds", "variable_cost": "CostSoFar", "currency": "Currency",
          "basis": "Basis", "valid_from": "ValidFrom", "valid_to": "ValidTo"}),
        ("erp_rates", "north", "rates", {},
         {"work_centre": "WorkCentre", "labour_rate_per_h": "LabourRate", "crew": "Crew", "currency": "Currency",
          "valid_from": "ValidFrom"}),
        ("erp_confirmations", "north", "confirmations", {**german, "time_format": "%d.%m.%Y %H:%M:%S"},
         {"confirmation_id": "Rueckmeldung", "order_id": "Auftrag", "work_centre": "Arbeitsplatz",
          "operation": "Vorgang", "product": "Material", "start_utc": "Beginn", "end_utc": "Ende",
          "good_quantity": "Gutmenge", "reject_quantity": "Ausschuss", "reverses": "Storno", "worker": "Personal"}),
        ("erp_exchange_rates", "north", "exchange_rates", {},
         {"from_currency": "From", "to_currency": "To", "rate": "Rate", "valid_from": "ValidFrom"}),
        ("eam_repairs", "north", "maintenance_orders", {"constants": {"kind": "corrective"}},
         {"maintenance_order": "Order", "work_centre": "Equipment", "reported_utc": "Reported",
          "finish_utc": "Finished", "labour_h": "Hours", "labour_cost": "Labour", "parts_cost": "Parts",
          "currency": "Currency"}),
        ("erp_orders_north", "north", "orders", {**german, "time_format": "%d.%m.%Y %H:%M:%S"}, order_columns),
        ("erp_orders_south", "south", "orders", {**german, "time_format": "%d.%m.%Y %H:%M:%S"}, order_columns),
    ]  # fmt: skip
    erp = [
        entry(source, site, {"entity": entity, **options, "columns": columns})
        for source, site, entity, options, columns in tables
    ]
    return [*erp, *line_sources(), *report_sources()]


def files(sim: Simulation) -> list[Delivery]:
    """The files of all tables."""
    return [
        *_confirmations(sim),
        Delivery("erp_products", "products.csv", it_extracts.products()),
        Delivery("erp_prices", "prices.csv", it_extracts.prices(sim)),
        Delivery("erp_routings", "routings.csv", it_extracts.routings(sim), rejected=1, note="a cycle time of zero"),
        Delivery("erp_rates", "rates.csv", it_extracts.rates(sim)),
        Delivery("erp_exchange_rates", "exchange_rates.csv", it_extracts.exchange_rates(sim)),
        Delivery("eam_repairs", "repairs.csv", it_extracts.repair_orders(sim)),
        *(Delivery(f"erp_orders_{s.site}", "orders.csv", it_extracts.orders(sim, s)) for s in SITES),
        *(Delivery(source, name, content) for source, (name, content) in line_files(line_records(sim)).items()),
        *report_files(sim),
    ]


def _confirmations(sim: Simulation) -> list[Delivery]:
    day_of = production_days(sim, NORTH)
    return [
        Delivery(
            "erp_confirmations",
            week_file("confirmations", first, last),
            it_extracts.confirmations([one for one in sim.confirmations if first <= day_of(one.start) <= last], NORTH),
        )
        for first, last in sim.window.weeks()
    ]


DIALECT = Dialect("tables", sources, files)
