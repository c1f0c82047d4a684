"""What changed since the build database was made: for each work unit, the stretch of its time that new rows touch.

Samples are known by the days (UTC) of their loads. Rows of every other table are compared: the staging view shows the
lake as it is, the staged table of the build database what it was made of. Not here: what a change reaches (`reach`).
"""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb
import polars as pl

ALL_TIME = "select work_unit, cast(null as timestamptz) as from_utc, cast(null as timestamptz) as to_utc from units"

_OF_FACTS = """
    select facts.work_unit, min(days.start_utc) as from_utc, max(days.end_utc) as to_utc
    from (
        select work_unit, production_date, order_id, product from build.marts.fct_time_segments
        union
        select work_unit, production_date, order_id, product from build.marts.fct_production
        union
        select work_unit, production_date, order_id, product from build.marts.fct_stops
    ) as facts
    inner join changed on {condition}
    inner join units on facts.work_unit = units.work_unit
    inner join days on units.site = days.site and facts.production_date = days.production_date
    group by facts.work_unit
"""
_OF_PRODUCT = _OF_FACTS.format(
    condition="""facts.product = changed.product
        and facts.production_date between
            coalesce(changed.valid_from, facts.production_date) and coalesce(changed.valid_to, facts.production_date)"""
)
# What a product is called changes no figure; the unit that its quantities are brought to does.
_OF_PRODUCT_UNIT = _OF_FACTS.format(
    condition="""facts.product = changed.product
        and changed.product in (
            select product from changed group by product having count(*) = 1 or count(distinct coalesce(unit, '')) > 1
        )"""
)
# A routing may be the first that a unit has, which changes what is said of all its days without one.
_OF_FIRST_ROUTING = """
    select units.work_unit, cast(null as timestamptz) as from_utc, cast(null as timestamptz) as to_utc
    from units
    inner join changed on true
    left join aliases on changed.work_centre = aliases.alias
    where (changed.work_centre is null or aliases.object in (units.work_unit, units.line))
        and not exists (
            select * from build.staged.routings as known
            left join aliases as places on known.work_centre = places.alias
            where known.work_centre is null or places.object in (units.work_unit, units.line)
        )
"""
_OF_WORK_CENTRE = """
    select units.work_unit, min(days.start_utc) as from_utc, max(days.end_utc) as to_utc
    from changed
    inner join aliases on changed.work_centre = aliases.alias
    inner join units on aliases.object in (units.work_unit, units.line)
    inner join days
        on units.site = days.site
        and days.production_date between
            coalesce(changed.valid_from, days.production_date) and coalesce(changed.valid_to, days.production_date)
    group by units.work_unit
"""
_OF_INTERVAL = """
    select places.work_unit, min({start}) as from_utc, max(coalesce({end}, {start})) as to_utc
    from changed
    inner join places on changed.work_centre = places.alias
    group by places.work_unit
"""
_OF_RATES = """
    select units.work_unit, min(days.start_utc) as from_utc, max(days.end_utc) as to_utc
    from changed
    cross join units
    inner join days
        on units.site = days.site and days.production_date >= coalesce(changed.valid_from, days.production_date)
    group by units.work_unit
"""

TOUCHES: Mapping[str, tuple[str, ...]] = {
    "operations": (_OF_INTERVAL.format(start="start_utc", end="end_utc"),),
    "confirmations": (_OF_INTERVAL.format(start="coalesce(start_utc, end_utc)", end="end_utc"),),
    "orders": (_OF_FACTS.format(condition="facts.order_id = changed.order_id"),),
    "maintenance_orders": (
        _OF_INTERVAL.format(
            start="least(reported_utc, start_utc, finish_utc)", end="greatest(reported_utc, start_utc, finish_utc)"
        ),
    ),
    "prices": (_OF_PRODUCT,),
    "exchange_rates": (_OF_RATES,),
    "routings": (_OF_PRODUCT, _OF_FIRST_ROUTING),
    "rates": (_OF_WORK_CENTRE,),
    "products": (_OF_PRODUCT_UNIT,),
    # Only tables that every run makes whole are made of these.
    "bill_of_materials": (),
    "scrap_reasons": (),
    "personnel_times": (),
    "measurements": (),
    "inspections": (),
    "inventory_levels": (),
    "inventory_movements": (),
    "equipment_capacities": (),
    "product_revisions": (),
    "units_of_measure": (),
    "purchase_receipts": (),
    "material_shortages": (),
    "work_centres": (),
    "order_operations": (),
    "downtime_events": (),
    "maintenance_notifications": (),
    "service_tickets": (),
    "standard_costs": (),
    "actual_costs": (),
    "energy_tariffs": (),
    "sales_orders": (),
    "shipments": (),
}
"""Per lake table, the work units and time that its changed rows touch: asked of `changed` and build_relations.sql.

A table that is missing here touches everything: slow, never wrong.
"""

# Where nothing of the source follows, its edge moves: then the time since its newest sample before is touched too.
_OF_SAMPLES = """
    with spans as (
        select source, min(day_utc) as first_day, max(day_utc) as last_day from changed_days group by source
    ),
    sources as (
        select
            spans.source,
            case
                when max(tag_days.day_utc) > spans.last_day then cast(spans.first_day as timestamptz)
                else least(
                    cast(spans.first_day as timestamptz),
                    max(tag_days.last_utc) filter (where tag_days.day_utc < spans.first_day)
                )
            end as from_utc,
            cast(spans.last_day + 1 as timestamptz) as to_utc
        from spans
        left join build.intermediate.int_tag_days as tag_days on spans.source = tag_days.source
        group by spans.source, spans.first_day, spans.last_day
    )
    select unit_sources.work_unit, min(sources.from_utc) as from_utc, max(sources.to_utc) as to_utc
    from sources
    inner join unit_sources on sources.source = unit_sources.source
    group by unit_sources.work_unit
"""
_CHANGED_TAGS = """
    create or replace temp table changed_tags as
    select distinct source, tag from (
        select source, tag, day_utc from build.staging.stg_lake__samples
        where day_utc between cast('{first}' as date) and cast('{last}' as date)
        union
        select source, tag, day_utc from build.intermediate.int_tag_days
    ) as known
    where (source, day_utc) in (select source, day_utc from changed_days)
"""
_PROVENANCE = frozenset({"source", "load_seq", "row_no", "newness"})


def touched_time(
    connection: duckdb.DuckDBPyConnection, changed_days: Mapping[str, Sequence[date]], tables: Sequence[str]
) -> pl.DataFrame:
    """Return (work_unit, from_utc, to_utc) that new or retracted loads touch; NULL where there is no bound.

    Args:
        connection: with the build database attached as `build`, and the relations that `reach.open_build` makes.
        changed_days: per source of samples the days (UTC) of its loads.
        tables: other lake tables that loads brought rows of.
    """
    connection.execute("create or replace temp table changed_days (source varchar, day_utc date)")
    rows = [(source, day) for source, days in changed_days.items() for day in days]
    if rows:
        connection.executemany("insert into changed_days values (?, ?)", rows)
    connection.execute(_CHANGED_TAGS.format(**_bounds(rows)))
    found = [connection.execute(_OF_SAMPLES).pl()]
    for table in tables:
        questions = TOUCHES.get(table, (ALL_TIME,))
        if questions and _compare(connection, table):
            found += [connection.execute(question).pl() for question in questions]
    return pl.concat(found, how="vertical_relaxed")


def _bounds(rows: Sequence[tuple[str, date]]) -> dict[str, date]:
    # As constants they let the lake's files be skipped without being opened.
    days = [day for _, day in rows] or [date.min]
    return {"first": min(days), "last": max(days)}


def _compare(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Leave in `changed` the rows that only one of before and now has; says whether there are any."""
    now, before = f"build.staging.stg_lake__{table}", f"build.staged.{table}"
    names = [row[0] for row in connection.execute(f"describe {before}").fetchall()]
    columns = ", ".join(f'"{name}"' for name in names if name not in _PROVENANCE)
    # Names of our own models and their columns.
    only_now = f"select {columns} from {now} except all select {columns} from {before}"  # noqa: S608
    only_before = f"select {columns} from {before} except all select {columns} from {now}"  # noqa: S608
    connection.execute(f"create or replace temp table changed as ({only_now}) union all ({only_before})")
    row = connection.execute("select count(*) from changed").fetchone()
    return bool(row and row[0])
