-- What people and systems reported of a work unit's standing still: downtime, malfunctions, materials that were missing. A report
-- on a line is one on the unit that leads it, its constraint or its exit; one without an end reaches to the newest data.
with edges as (

    select
        work_unit,
        max(end_utc) as edge_utc
    from {{ ref('fct_time_segments') }}
    group by work_unit

),

places as (

    select
        aliases.alias,
        units.work_unit
    from {{ ref('stg_plant__aliases') }} as aliases
    inner join {{ ref('stg_plant__work_units') }} as units
        on
            (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (
                aliases.level = 'line'
                and aliases.object = units.line
                and coalesce(units.line_constraint, units.line_exit) = units.work_unit
            )

),

reports as (

    select
        'downtime' as told_by,
        source,
        downtime_key as report_key,
        work_centre,
        order_id,
        reported_reason,
        cast(null as varchar) as material,
        start_utc,
        end_utc
    from {{ ref('stg_lake__downtime_events') }}

    union all

    select
        'malfunction' as told_by,
        source,
        notification as report_key,
        work_centre,
        cast(null as varchar) as order_id,
        reported_reason,
        cast(null as varchar) as material,
        malfunction_start_utc as start_utc,
        malfunction_end_utc as end_utc
    from {{ ref('stg_lake__maintenance_notifications') }}
    where malfunction_start_utc is not null and coalesce(kind, 'malfunction') = 'malfunction'

    union all

    select
        'material shortage' as told_by,
        shortages.source,
        shortages.shortage_key as report_key,
        coalesce(shortages.work_centre, orders.work_centre) as work_centre,
        shortages.order_id,
        cast(null as varchar) as reported_reason,
        shortages.product as material,
        shortages.start_utc,
        shortages.end_utc
    from {{ ref('stg_lake__material_shortages') }} as shortages
    left join {{ ref('stg_lake__orders') }} as orders on shortages.order_id = orders.order_id

)

select
    reports.told_by,
    reports.source,
    reports.report_key,
    reports.work_centre,
    places.work_unit,
    reports.order_id,
    reports.reported_reason,
    codes.reason as mapped_reason,
    reports.material,
    reports.start_utc,
    coalesce(reports.end_utc, greatest(edges.edge_utc, reports.start_utc)) as end_utc
from reports
left join places on reports.work_centre = places.alias
left join edges on places.work_unit = edges.work_unit
left join {{ ref('int_reason_codes') }} as codes on reports.source = codes.source and reports.reported_reason = codes.code
