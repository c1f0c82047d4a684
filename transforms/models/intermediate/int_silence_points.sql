-- One row per instant at which the source of a work unit's state falls silent or speaks again.
with points as (

    select
        source,
        silent_from_utc as ts_utc,
        1 as is_silent
    from {{ ref('int_source_silences') }}

    union all

    select
        source,
        silent_to_utc as ts_utc,
        0 as is_silent
    from {{ ref('int_source_silences') }}

)

select
    state_sources.work_unit,
    points.ts_utc,
    max(points.is_silent) as is_silent
from points
inner join {{ ref('int_state_sources') }} as state_sources on points.source = state_sources.source
group by state_sources.work_unit, points.ts_utc
