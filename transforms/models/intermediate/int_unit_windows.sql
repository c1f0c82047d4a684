-- The calendar time accounted for each work unit: from the plant's first production day (or the unit's own) to the newest data
-- of its site, of which a run computes no more than its context. What lies past the edge of the unit's own source is unknown:
-- an open event counts up to there and no further.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

state_sources as (

    select * from {{ ref('int_state_sources') }}

),

unit_edges as (

    select
        state_sources.work_unit,
        min(edges.first_utc) as first_utc,
        max(edges.edge_utc) as edge_utc
    from state_sources
    inner join {{ ref('int_source_edges') }} as edges on state_sources.source = edges.source
    group by state_sources.work_unit

),

site_edges as (

    select
        units.site,
        max(unit_edges.edge_utc) as edge_utc
    from unit_edges
    inner join units on unit_edges.work_unit = units.work_unit
    group by units.site

),

days as (

    select
        units.work_unit,
        min(days.start_utc) as starts_utc,
        max(days.end_utc) as ends_utc
    from units
    inner join {{ ref('stg_plant__production_days') }} as days
        on
            units.site = days.site
            and days.production_date >= coalesce(units.in_service_from, days.production_date)
            and days.production_date <= coalesce(units.in_service_to, days.production_date)
    group by units.work_unit

),

final as (

    select
        units.work_unit,
        units.site,
        greatest(days.starts_utc, contexts.context_from_utc) as starts_utc,
        least(days.ends_utc, site_edges.edge_utc, contexts.context_to_utc) as ends_utc,
        unit_edges.first_utc,
        unit_edges.edge_utc
    from units
    inner join days on units.work_unit = days.work_unit
    inner join site_edges on units.site = site_edges.site
    inner join {{ ref('int_unit_contexts') }} as contexts on units.work_unit = contexts.work_unit
    left join unit_edges on units.work_unit = unit_edges.work_unit

)

select * from final
where starts_utc < ends_utc
