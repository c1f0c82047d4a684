"""Energy of a place: what it drew while producing, while stopped and besides, per good unit, and what that cost."""

import duckdb
import polars as pl

from dashboard.period import Period
from dashboard.queries.ask import ColumnType, ask
from dashboard.queries.ratios import chosen, measured_days
from dashboard.queries.scope import Scope

# What the work units of the place drew, of the scope's shift and product where one is chosen.
DRAWN = """
    select energy.*, units.work_unit_name, units.line_name
    from energy_by_shift as energy inner join dim_work_unit as units using (work_unit)
    where case $level when 'line' then energy.line when 'site' then energy.site else units.enterprise end = $place
        and ($shift is null or energy.shift = $shift) and ($product is null or energy.product = $product)
"""
# kpis.md, "Energy": busy energy is that of producing, stops and changeovers; idle energy all outside producing.
PARTS = """
    sum(energy_kwh)::double as energy_kwh, sum(producing_kwh)::double as producing_kwh,
    sum(busy_kwh - producing_kwh)::double as stopped_kwh,
    sum(idle_kwh - busy_kwh + producing_kwh)::double as besides_kwh, sum(unknown_kwh)::double as unknown_kwh,
    sum(idle_kwh)::double as idle_kwh, sum(idle_kwh)::double / nullif(sum(energy_kwh)::double, 0) as idle_share
"""
PART_NAMES = ("energy_kwh", "producing_kwh", "stopped_kwh", "besides_kwh", "unknown_kwh", "idle_kwh", "idle_share")


def _days(scope: Scope) -> str:
    """Busy energy and good units of each day of the place; a day on which a unit has no meter says so."""
    return f"""
        with drawn as ({DRAWN}),
        busy as (select production_date, sum(busy_kwh)::double as busy_kwh from drawn group by production_date),
        good as (
            select production_date, sum(good_count)::double as good_count from ({measured_days(scope)})
            where level = $level and object = $place group by production_date
        ),
        unmetered as (select production_date, missing from energy_by_day where level = $level and object = $place)
        select production_date, busy_kwh, good_count, missing
        from busy left join good using (production_date) left join unmetered using (production_date)
    """  # noqa: S608 - put together from constants of this package; values are bound


PER_UNIT = "case when count(missing) = 0 then sum(busy_kwh) / nullif(sum(good_count), 0) end"


def of_period(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row: the energy of the period in kWh and its parts, each also with ``_before`` and ``_change``; missing.

    Columns: energy_kwh = producing_kwh + stopped_kwh (stops and changeovers) + besides_kwh (planned stops and time that
    is not scheduled) + unknown_kwh; idle_kwh = stopped_kwh + besides_kwh, idle_share (0..1) of energy_kwh, per_unit_kwh
    (energy in known busy time for each good unit; NULL while a unit below has no meter, which missing names).
    """
    names = (*PART_NAMES, "per_unit_kwh")
    changes = ", ".join(
        f"earlier.{name} as {name}_before, now.{name} - earlier.{name} as {name}_change" for name in names
    )
    figures = [
        f"""
        {name} as (
            select * from (select {PARTS} from ({DRAWN}) where production_date between {span}),
                (select {PER_UNIT} as per_unit_kwh, max(missing) as missing from days
                where production_date between {span})
        )"""  # noqa: S608 - put together from constants of this module; values are bound
        for name, span in (("now", "$first and $last"), ("earlier", "$first_before and $last_before"))
    ]
    return ask(
        connection,
        f"""
        with days as not materialized ({_days(scope)}), {", ".join(figures)}
        select now.* exclude (missing), {changes}, now.missing from now cross join earlier
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.narrowed, **chosen(scope), "first_before": previous.first, "last_before": previous.last},
        {
            **dict.fromkeys(names, pl.Float64),
            **{f"{name}_{what}": pl.Float64 for name in names for what in ("before", "change")},
            "missing": pl.String,
        },
    )


def costs(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row a currency: energy_cost and idle_cost of the period, idle_cost_change, unpriced_kwh, cost_missing.

    What the period before cost is NULL where it has no price, and so is the change.
    """
    return ask(
        connection,
        f"""
        with drawn as not materialized ({DRAWN}),
        lacking as (
            select currency, cost_missing, sum(energy_cost) as energy_cost, sum(idle_energy_cost) as idle_cost,
                sum(energy_kwh) filter (where energy_cost is null) as unpriced_kwh
            from drawn where production_date between $first and $last group by currency, cost_missing
        ),
        now as (
            select currency, sum(energy_cost) as energy_cost, sum(idle_cost) as idle_cost,
                coalesce(sum(unpriced_kwh), 0)::double as unpriced_kwh,
                string_agg(distinct cost_missing, '; ' order by cost_missing) as cost_missing
            from lacking group by currency
        ),
        earlier as (
            select currency, sum(idle_energy_cost) as idle_cost from drawn
            where production_date between $first_before and $last_before group by currency
        )
        select now.currency, now.energy_cost, now.idle_cost, now.idle_cost - earlier.idle_cost as idle_cost_change,
            now.unpriced_kwh, now.cost_missing
        from now left join earlier using (currency) order by currency
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.narrowed, "first_before": previous.first, "last_before": previous.last},
        {
            "currency": pl.String,
            **dict.fromkeys(("energy_cost", "idle_cost", "idle_cost_change", "unpriced_kwh"), pl.Float64),
            "cost_missing": pl.String,
        },
    )


def by_day(connection: duckdb.DuckDBPyConnection, scope: Scope) -> pl.DataFrame:
    """One row a production day on which energy was measured, in order: the parts of ``of_period`` and per_unit_kwh."""
    schema: dict[str, ColumnType] = {"production_date": pl.Date, **dict.fromkeys(PART_NAMES, pl.Float64)}
    return ask(
        connection,
        f"""
        with days as ({_days(scope)}),
        parts as (select production_date, {PARTS} from ({DRAWN}) group by production_date),
        units as (select production_date, {PER_UNIT} as per_unit_kwh from days group by production_date)
        select parts.*, per_unit_kwh from parts left join units using (production_date)
        where production_date between $first and $last order by production_date
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.narrowed, **chosen(scope)},
        {**schema, "per_unit_kwh": pl.Float64},
    )


def by_unit(connection: duckdb.DuckDBPyConnection, scope: Scope, previous: Period) -> pl.DataFrame:
    """One row a work unit with a meter, most idle energy first: work_unit, work_unit_name, line_name, the parts of
    ``of_period``, energy_before, idle_before, idle_cost (NULL without a price) and currency.
    """
    return ask(
        connection,
        f"""
        with drawn as not materialized ({DRAWN}),
        now as (
            select work_unit, work_unit_name, line_name, {PARTS}, sum(idle_energy_cost) as idle_cost, currency
            from drawn where production_date between $first and $last
            group by work_unit, work_unit_name, line_name, currency
        ),
        earlier as (
            select work_unit, sum(energy_kwh)::double as energy_before, sum(idle_kwh)::double as idle_before
            from drawn where production_date between $first_before and $last_before group by work_unit
        )
        select work_unit, work_unit_name, line_name, {", ".join(PART_NAMES)}, energy_before, idle_before, idle_cost,
            currency
        from now left join earlier using (work_unit) order by idle_kwh desc, work_unit
        """,  # noqa: S608 - put together from constants of this module; values are bound
        {**scope.narrowed, "first_before": previous.first, "last_before": previous.last},
        {
            **dict.fromkeys(("work_unit", "work_unit_name", "line_name"), pl.String),
            **dict.fromkeys((*PART_NAMES, "energy_before", "idle_before", "idle_cost"), pl.Float64),
            "currency": pl.String,
        },
    )


def is_told(connection: duckdb.DuckDBPyConnection, scope: Scope) -> bool:
    """Whether any work unit of the place has a meter at all."""
    sql = f"select exists (select 1 from ({DRAWN})) as is_told"  # noqa: S608 - a constant of this module
    everything = {"level": scope.level, "place": scope.place, "shift": None, "product": None}
    return bool(ask(connection, sql, everything, {"is_told": pl.Boolean}).item())
