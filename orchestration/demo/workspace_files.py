"""The demo plant's configuration: plant.yaml and the CSV files beside it."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from orchestration.demo.energy import PRICES, REGISTER_ROLLOVER, REGISTER_SCALE
from orchestration.demo.erp import DIALECTS, TABLES
from orchestration.demo.exports import delimited
from orchestration.demo.outlets import MIXED, outlets, source_entry
from orchestration.demo.plant_description import (
    BRIDGE_GAP_S,
    CONSTRAINT_FACTOR,
    CURRENCY,
    IDLE_AFTER_S,
    ORDER_FINISH_S,
    REASONS,
    STALE_AFTER_S,
    STARTUP_WINDOW_S,
    SYMBOLS,
    Line,
    Site,
    Unit,
)
from orchestration.demo.simulation import Simulation
from orchestration.demo.sites import SITES
from orchestration.demo.working_time import SHIFT_ROWS

EXPORT_TIME = {"pattern": r"_(\d{8}T\d{6})\.", "format": "%Y%m%dT%H%M%S"}

MES_STALE_AFTER_S = 7 * 86400
"""An event log is silent over a weekend without anything being wrong."""
# Their workers are invented: the originals can be read without a key.
_OF_WORKERS = {
    *("south_mes", "north_mes", "erp_confirmations", "hr_times"),
    *("sap_afru", "odoo_productivity", "erpnext_downtime"),
    *("b2mml_schedule_north", "b2mml_schedule_south", "b2mml_performance"),
}


def write_configuration(sim: Simulation, root: Path, historian: str = MIXED, erp: str = TABLES) -> None:
    """Write plant.yaml and all CSV files into the workspace's root."""
    (root / "plant.yaml").write_text(_plant_yaml(sim, historian, erp), encoding="utf-8")
    tables: dict[str, list[tuple[Any, ...]]] = {
        "tags": _tags(sim),
        "states": _states(),
        "reasons": [("reason", "name", "parent", "bucket", "is_failure"), *REASONS],
        "shifts": [
            ("scope", "shift", "days", "start", "end", "valid_from", "valid_to"),
            *((row.scope, row.shift, row.days, row.start, row.end, None, None) for row in SHIFT_ROWS),
        ],
        "calendar": [
            ("scope", "kind", "name", "days", "start", "end", "reason", "valid_from", "valid_to"),
            *(
                (row.scope, row.kind, row.name, row.days, row.start, row.end, row.reason, None, None)
                for row in sim.window.calendar_rows()
            ),
        ],
        "targets": _targets(sim),
        "fiscal_periods": [
            ("period", "start", "end", "closed_on"),
            *sim.window.fiscal_periods(),
        ],
    }
    for name, rows in tables.items():
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([[_cell(value) for value in row] for row in rows])
        (root / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _plant_yaml(sim: Simulation, historian: str, erp: str) -> str:
    document = {
        "millrace": 1,
        "enterprise": {"id": "acme", "name": "Acme Works"},
        "history_start": sim.window.start,
        "sites": [
            {
                "id": site.site,
                "name": site.name,
                "time_zone": site.zone,
                "currency": CURRENCY,
                "day_start": site.day_start,
                **_energy_prices(sim, site),
                "areas": [{"id": site.area, "name": site.area_name, "lines": [_line(line) for line in site.lines]}],
            }
            for site in SITES
        ],
        "sources": _sources(sim, historian, erp),
        "loss_policies": _loss_policies(sim),
        "cost": {"constraint_factor": CONSTRAINT_FACTOR},
        "tolerances": {"order_finish_s": ORDER_FINISH_S},
        # Invented people: their figures can be told however few they are.
        "privacy": {"least_group": 1},
    }
    body = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
    return "# The demo plant, written by `millrace demo`; docs/configuration.md says what each entry means.\n" + body


def _energy_prices(sim: Simulation, site: Site) -> dict[str, Any]:
    if site.site not in PRICES:
        return {}
    dates = (sim.window.start, sim.window.price_change)
    return {
        "energy_prices": [
            {"price_per_kwh": price, "valid_from": since} for price, since in zip(PRICES[site.site], dates, strict=True)
        ]
    }


def _loss_policies(sim: Simulation) -> list[dict[str, Any]]:
    """The usual one, and one of what a line can change itself, which leaves out set-up too from the third week on."""

    def own(valid_from: date, *excluded: str) -> dict[str, Any]:
        reasons = {"power_cut": "availability", "adjustment": "availability"}
        policy = {"name": "own_losses", "valid_from": valid_from, "excluded": list(excluded)}
        return {**policy, "performance": ["minor_stop"], "reasons": reasons}

    start = sim.window.start
    return [{"name": "default"}, own(start, "external"), own(start + timedelta(days=14), "external", "changeover")]


def _line(line: Line) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": line.line, "name": line.name, "rollup": line.rollup}
    if line.constraint:
        entry |= {"constraint": line.constraint, "exit": line.exit, "sold_out": line.sold_out}
    if line.startup_window_s != STARTUP_WINDOW_S:
        entry["startup_window_s"] = line.startup_window_s
    return entry | {"aliases": [line.alias], "work_units": [_unit(unit) for unit in line.units]}


def _unit(unit: Unit) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": unit.unit,
        "name": unit.name,
        "state_from": unit.state_from,
        "counts_from": "mes" if unit.state_from == "mes" else "counter",
        "minor_stop_threshold_s": unit.threshold,
        "bridge_gap_s": BRIDGE_GAP_S,
        "aliases": [unit.alias],
    }
    if unit.kinds_from_mes:
        entry["quantities_from"] = dict.fromkeys(unit.kinds_from_mes, "mes")
    if unit.state_from == "counter":
        entry["idle_after_s"] = IDLE_AFTER_S
    return entry


def _sources(sim: Simulation, historian: str, erp: str) -> list[dict[str, Any]]:
    settings = {"stale_after_s": STALE_AFTER_S, "export_time": EXPORT_TIME}
    others = [] if historian == MIXED else outlets(historian)
    machines = [source_entry(sim, outlet, **settings) for outlet in others] or _mixed_sources()
    sources = [*machines, *(_event_log(site) for site in ("south", "north")), *DIALECTS[erp].sources()]
    return [source | ({"archive": "keep"} if source["id"] in _OF_WORKERS else {}) for source in sources]


def _mixed_sources() -> list[dict[str, Any]]:
    samples = {"stale_after_s": STALE_AFTER_S}
    return [
        {
            "id": "north_historian", "site": "north", "reader": "historian.delimited_long", **samples,
            "export_time": EXPORT_TIME, "options": dict(delimited.LONG.options),
        },
        {
            "id": "north_line2", "site": "north", "reader": "historian.delimited_wide", **samples,
            "export_time": EXPORT_TIME, "options": dict(delimited.WIDE.options),
        },
        {"id": "south_shdr", "site": "south", "reader": "historian.shdr", **samples},
        {"id": "south_mtconnect", "site": "south", "reader": "historian.mtconnect_streams", **samples},
    ]  # fmt: skip


def _event_log(site: str) -> dict[str, Any]:
    return {
        "id": f"{site}_mes", "site": site, "reader": "mes.event_log", "stale_after_s": MES_STALE_AFTER_S,
        "fresh_within_s": 4 * 86400,
        "export_time": EXPORT_TIME,
        "options": {
            "time_format": "%Y/%m/%d %H:%M:%S",
            "columns": {
                "operation_id": "OpNo", "work_centre": "Resource", "order_id": "Order", "product": "Item",
                "kind": "Type", "start_utc": "Begin", "end_utc": "Finish", "good_quantity": "Good",
                "reject_quantity": "Scrap", "rework_quantity": "Rework", "held_quantity": "MRB", "worker": "Worker",
            },
            "kinds": {"RUN": "production", "SETUP": "setup", "SECOND": "rework"},
        },
    }  # fmt: skip


def _tags(sim: Simulation) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [
        ("source", "tag", "work_unit", "signal", "state_set", "scale", "offset", "counter_mode", "rollover_at", "unit")
    ]
    for feed in sim.feeds.values():
        for tag in feed.tags.values():
            if tag.signal is None:
                continue  # an unmapped tag, on purpose: `millrace check` tells it
            is_count, is_state = tag.signal.endswith("_count"), tag.signal == "state"
            mode = tag.unit.counter_mode if is_count else "rollover" if tag.signal == "energy" else None
            highest = tag.unit.rollover_at if is_count else REGISTER_ROLLOVER
            rows.append((
                feed.source, tag.tag, tag.unit.unit, tag.signal,
                sim.placed[tag.unit.unit].site.state_set if is_state else None,
                REGISTER_SCALE if tag.signal == "energy" else None, None,
                mode, highest if mode == "rollover" else None,
                {"speed": "strokes/min", "energy": "kWh", "power": "kW"}.get(tag.signal),
            ))  # fmt: skip
    return rows


def _states() -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = [("state_set", "raw_state", "state", "reason")]
    for site in SITES:
        rows += [(site.state_set, site.raw_states[symbol], *meaning) for symbol, meaning in SYMBOLS.items()]
    return rows


def _targets(sim: Simulation) -> list[tuple[Any, ...]]:
    start = sim.window.start
    goals = [("enterprise", "acme", 0.72), ("site", "north", 0.75), ("site", "south", 0.70), ("line", "n_l1", 0.78)]
    rows: list[tuple[Any, ...]] = [("level", "object", "kpi", "value", "valid_from")]
    rows += [(level, name, "oee", value, start) for level, name, value in goals]
    rows += [(level, name, "availability", round(value + 0.12, 2), start) for level, name, value in goals]
    return rows
