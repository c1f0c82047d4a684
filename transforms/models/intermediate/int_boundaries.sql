-- One row per instant at which something about a work unit may change, with the layer that changes: the cuts of its time.
with windows as (

    select * from {{ ref('int_unit_windows') }}

),

boundaries as (

    select
        work_unit,
        ts_utc,
        'state' as layer
    from {{ ref('int_state_points') }}

    union all

    select
        work_unit,
        ts_utc,
        layer
    from {{ ref('int_order_points') }}

    union all

    select
        work_unit,
        ts_utc,
        'shift' as layer
    from {{ ref('int_shift_points') }}

    union all

    select
        work_unit,
        ts_utc,
        'planned' as layer
    from {{ ref('int_planned_points') }}

    union all

    select
        work_unit,
        ts_utc,
        'silence' as layer
    from {{ ref('int_silence_points') }}

    union all

    select
        windows.work_unit,
        days.start_utc as ts_utc,
        'day' as layer
    from windows
    inner join {{ ref('stg_plant__production_days') }} as days
        on windows.site = days.site
    where days.end_utc > windows.starts_utc and days.start_utc < windows.ends_utc

    union all

    select
        work_unit,
        starts_utc as ts_utc,
        'window' as layer
    from windows

    union all

    select
        work_unit,
        ends_utc as ts_utc,
        'window' as layer
    from windows

    union all

    select
        work_unit,
        edge_utc as ts_utc,
        'window' as layer
    from windows
    where edge_utc is not null

    union all

    select
        work_unit,
        first_utc as ts_utc,
        'window' as layer
    from windows
    where first_utc is not null

)

select * from boundaries
