"""The plant's tree, its sources and its CSV files as the tables that the transforms read."""

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import polars as pl

from orchestration.plant.equipment import QUANTITY_KINDS, PlacedUnit
from orchestration.plant.model import LossBucket, LossPolicy, Plant

Rows = list[tuple[Any, ...]]
_TEXT, _NUMBER, _FLAG = pl.String, pl.Float64, pl.Boolean


def _texts(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, _TEXT)


def _numbers(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, _NUMBER)


SCHEMAS: dict[str, dict[str, Any]] = {
    "work_units": {
        **_texts("work_unit", "work_unit_name"),
        "position": pl.Int32,
        **_texts("line", "line_name", "line_rollup", "line_constraint", "line_exit"),
        "line_sold_out": _FLAG,
        **_texts("area", "area_name", "site", "site_name", "enterprise", "enterprise_name", "time_zone", "currency"),
        **_texts("state_from", "counts_from", *(f"{kind}_from" for kind in QUANTITY_KINDS)),
        **_numbers("minor_stop_threshold_s", "bridge_gap_s", "idle_after_s", "startup_window_s"),
        "parallel_capacity": pl.Int32,
        "derives_waiting": _FLAG,
        "in_service_from": pl.Date,
        "in_service_to": pl.Date,
    },
    "order_bases": {**_texts("work_unit", "basis"), "precedence": pl.Int32},
    "aliases": _texts("alias", "level", "object"),
    "sources": {
        **_texts("source", "site", "reader", "produces", "time_zone"),
        **_numbers("stale_after_s", "fresh_within_s"),
    },
    "tags": {
        **_texts("source", "tag", "work_unit", "signal", "state_set"),
        **_numbers("scale", "value_offset"),
        "counter_mode": _TEXT,
        "rollover_at": _NUMBER,
        "unit": _TEXT,
    },
    "states": _texts("state_set", "raw_state", "state", "reason"),
    "reasons": {**_texts("reason", "reason_name", "parent", "bucket"), "is_failure": _FLAG},
    "reason_codes": _texts("source", "code", "reason"),
    "targets": {**_texts("level", "object", "kpi"), "value": _NUMBER, "valid_from": pl.Date},
    "fiscal_periods": {"fiscal_period": _TEXT, "start_date": pl.Date, "end_date": pl.Date, "closed_on": pl.Date},
    "loss_policies": {"policy": _TEXT, "valid_from": pl.Date, **_texts("bucket", "reason", "treatment")},
    "cost_parameters": {
        "line": _TEXT,
        **_numbers("constraint_factor", "recovery_share", "recovery_premium"),
        "contribution_net_of_labour": _FLAG,
    },
    "tolerances": _numbers("maintenance_match_s", "order_finish_s"),
    "energy_prices": {"site": _TEXT, "valid_from": pl.Date, "price_per_kwh": _NUMBER},
    "iso22400_parameters": {"mttr_adds_units": pl.Int32},
    "privacy": {"least_group": pl.Int32, "publishes_workers": _FLAG},
}


def plant_tables(plant: Plant) -> dict[str, pl.DataFrame]:
    """All tables of SCHEMAS for a plant, in the order of its files; empty ones too."""
    return {
        name: pl.DataFrame(rows(plant), schema=SCHEMAS[name], orient="row", strict=False)
        for name, rows in _ROWS.items()
    }


def _work_units(plant: Plant) -> Rows:
    return [_work_unit(plant, placed) for placed in plant.placed_units()]


def _work_unit(plant: Plant, placed: PlacedUnit) -> tuple[Any, ...]:
    company, (site, area, line, unit, position) = plant.enterprise, placed
    return (
        *(unit.id, unit.name, position),
        *(line.id, line.name, line.rollup, line.constraint, line.exit_unit, line.sold_out),
        *(area.id, area.name, site.id, site.name, company.id, company.name, site.time_zone, site.currency),
        *(unit.state_from, unit.counts_from, *(unit.basis_of(kind) for kind in QUANTITY_KINDS)),
        *(unit.minor_stop_threshold_s, unit.bridge_gap_s, unit.idle_after_s, placed.startup_window_s),
        *(unit.parallel_capacity, line.derives_waiting_of(unit), unit.in_service_from, unit.in_service_to),
    )


def _aliases(plant: Plant) -> Rows:
    named = [("line", line.id, line.aliases) for line in plant.lines()]
    named += [("work_unit", unit.id, unit.aliases) for unit in plant.work_units()]
    return [(alias, level, owner) for level, owner, aliases in named for alias in dict.fromkeys((owner, *aliases))]


def _sources(plant: Plant) -> Rows:
    return [
        (s.id, s.site, s.reader, ", ".join(s.produces), s.time_zone, s.stale_after_s, s.fresh_within_s)
        for s in plant.sources
    ]


def _tags(plant: Plant) -> Rows:
    return [
        (
            *(tag.source, tag.tag, tag.work_unit, tag.signal),
            tag.state_set or ("default" if tag.signal == "state" else None),
            *(tag.scale, tag.offset, tag.counter_mode, tag.rollover_at, tag.unit),
        )
        for tag in plant.tags
    ]


def _loss_policies(plant: Plant) -> Rows:
    """One row per policy version and bucket (without a reason), and per reason treated apart (without a bucket)."""

    def of_bucket(bucket: str, excluded: tuple[str, ...], performance: tuple[str, ...]) -> str:
        return "excluded" if bucket in excluded else "performance" if bucket in performance else "availability"

    rows: Rows = []
    for policy in plant.loss_policies:
        version = (policy.name, policy.valid_from)
        rows += [
            (*version, bucket, None, of_bucket(bucket, policy.excluded, policy.performance))
            for bucket in get_args(LossBucket)
        ]
        rows += [(*version, None, *pair) for pair in sorted(_reason_treatments(plant, policy).items())]
    return rows


def _reason_treatments(plant: Plant, policy: LossPolicy) -> dict[str, str]:
    """The treatment of each reason that has one, of its own or from the nearest reason above it."""
    parents = {reason.reason: reason.parent for reason in plant.reasons}
    found: dict[str, str] = dict(policy.reasons)
    for reason in parents:
        above: str | None = reason
        while above is not None and above not in policy.reasons:
            above = parents.get(above)
        if above is not None:
            found[reason] = policy.reasons[above]
    return found


def _cost_parameters(plant: Plant) -> Rows:
    cost = plant.cost
    factors = (cost.constraint_factor, cost.recovery_share, cost.recovery_premium, cost.contribution_net_of_labour)
    return [(line.id, *factors) for line in plant.lines()]


def _targets(plant: Plant) -> list[tuple[str, str, str, float, date]]:
    return [(t.level, t.object, t.kpi, t.value, t.valid_from) for t in plant.targets]


_ROWS: dict[str, Callable[[Plant], Any]] = {
    "work_units": _work_units,
    "order_bases": lambda plant: [
        (unit.id, basis, place) for unit in plant.work_units() for place, basis in enumerate(unit.orders_from, start=1)
    ],
    "aliases": _aliases,
    "sources": _sources,
    "tags": _tags,
    "states": lambda plant: [(s.state_set, s.raw_state, s.state, s.reason) for s in plant.states],
    "reasons": lambda plant: [(r.reason, r.name, r.parent, r.bucket, r.is_failure) for r in plant.reasons],
    "reason_codes": lambda plant: [(c.source, c.code, c.reason) for c in plant.reason_codes],
    "targets": _targets,
    "fiscal_periods": lambda plant: [(p.period, p.start, p.end, p.closed_on) for p in plant.fiscal_periods],
    "loss_policies": _loss_policies,
    "cost_parameters": _cost_parameters,
    "tolerances": lambda plant: [(plant.tolerances.maintenance_match_s, plant.tolerances.order_finish_s)],
    "energy_prices": lambda plant: [
        (s.id, p.valid_from, p.price_per_kwh) for s in plant.sites for p in s.energy_prices
    ],
    "iso22400_parameters": lambda plant: [(int(plant.iso22400.mttr_divisor == "failures_plus_units"),)],
    "privacy": lambda plant: [(plant.privacy.least_group, plant.privacy.publish_workers)],
}
