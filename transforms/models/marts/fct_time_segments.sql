{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

with final as (

    select
        segments.segment_id,
        segments.work_unit,
        units.line,
        units.area,
        units.site,
        segments.start_utc,
        segments.end_utc,
        {{ us_to_s('segments.duration_us') }} as duration_s,
        segments.bucket,
        segments.state,
        segments.raw_state,
        segments.reason,
        segments.stop_id,
        segments.shift_id,
        shifts.shift,
        segments.production_date,
        segments.order_id,
        segments.product,
        segments.is_unplanned_run
    from {{ ref('int_segments') }} as segments
    inner join {{ ref('stg_plant__work_units') }} as units on segments.work_unit = units.work_unit
    left join {{ ref('int_shifts') }} as shifts on segments.shift_id = shifts.shift_id
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

)

select * from final
