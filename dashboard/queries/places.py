"""Which places of the plant there are, and which production days they have."""

import duckdb
import polars as pl

from dashboard.queries.ask import ask


def sites(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row a site, by name: site, site_name, time_zone (IANA), currency, enterprise, enterprise_name."""
    return ask(
        connection,
        """
        select distinct site, site_name, time_zone, currency, enterprise, enterprise_name
        from dim_work_unit order by site_name, site
        """,
        None,
        dict.fromkeys(("site", "site_name", "time_zone", "currency", "enterprise", "enterprise_name"), pl.String),
    )


def lines(connection: duckdb.DuckDBPyConnection, site: str) -> pl.DataFrame:
    """One row a line of ``site``, by name: line, line_name."""
    return ask(
        connection,
        "select distinct line, line_name from dim_work_unit where site = $site order by line_name, line",
        {"site": site},
        {"line": pl.String, "line_name": pl.String},
    )


def work_units(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """Work units within a place, in the order of the plant: work_unit, work_unit_name, line_name, time_zone.

    ``level`` is enterprise, site or line; ``place`` the id on that level.
    """
    return ask(
        connection,
        """
        select work_unit, work_unit_name, line_name, time_zone from dim_work_unit
        where case $level when 'line' then line when 'site' then site else enterprise end = $place
        order by site_name, line_name, position, work_unit
        """,
        {"level": level, "place": place},
        dict.fromkeys(("work_unit", "work_unit_name", "line_name", "time_zone"), pl.String),
    )


def production_days(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """Production days of a place, oldest first: production_date, is_planned (some planned busy time), is_complete.

    A day is complete when all its shifts have ended by the newest data.
    """
    return ask(
        connection,
        """
        with edge as (select max(data_to_utc)::timestamptz as data_to_utc from meta.publication),
        ends as (
            select production_date, max(end_utc)::timestamptz as last_end_utc from dim_shift
            where $level = 'enterprise'
                or site = (select any_value(site) from dim_work_unit where site = $place or line = $place)
            group by production_date
        )
        select
            days.production_date,
            coalesce(days.pbt_s > 0, false) as is_planned,
            coalesce(ends.last_end_utc <= edge.data_to_utc, true) as is_complete
        from oee_by_day as days
        cross join edge
        left join ends using (production_date)
        where days.level = $level and days.object = $place
            and days.policy = (select split_part(loss_policy, ', ', 1) from meta.publication)
        order by days.production_date
        """,
        {"level": level, "place": place},
        {"production_date": pl.Date, "is_planned": pl.Boolean, "is_complete": pl.Boolean},
    )


def day_starts(connection: duckdb.DuckDBPyConnection, site: str) -> pl.DataFrame:
    """At which local times the production days of ``site`` start, the newest first: day_start (``HH:MM``)."""
    return ask(
        connection,
        """
        with newest as (select max(production_date) as production_date from oee_by_day where site = $site),
        firsts as (
            select min(segments.start_utc)::timestamptz as start_utc
            from fct_time_segments as segments
            inner join newest using (production_date)
            where segments.site = $site
        )
        select strftime(firsts.start_utc at time zone units.time_zone, '%H:%M') as day_start
        from firsts
        inner join (select distinct time_zone from dim_work_unit where site = $site) as units on true
        where firsts.start_utc is not null
        """,
        {"site": site},
        {"day_start": pl.String},
    )


def shifts(connection: duckdb.DuckDBPyConnection, site: str | None) -> pl.DataFrame:
    """The shifts of ``site`` (of all sites when ``None``) in the order of the day: shift."""
    return ask(
        connection,
        """
        select shift from dim_shift where $site is null or site = $site
        group by shift order by mode(strftime(start_utc::timestamptz, '%H:%M')), shift
        """,
        {"site": site},
        {"shift": pl.String},
    )


def products(connection: duckdb.DuckDBPyConnection, level: str, place: str) -> pl.DataFrame:
    """The products that a place has made, by name: product, product_name."""
    return ask(
        connection,
        """
        select product, coalesce(product_name, product) as product_name
        from (select distinct product from oee_by_product where level = $level and object = $place)
        left join dim_product using (product)
        where product is not null order by product_name, product
        """,
        {"level": level, "place": place},
        {"product": pl.String, "product_name": pl.String},
    )
