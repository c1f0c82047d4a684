{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

with counts as (

    select * from {{ ref('int_basis_counts') }}

),

segments as (

    select * from {{ ref('int_hour_segments') }}

),

units as (

    select * from {{ ref('stg_plant__work_units') }}

),

final as (

    select
        counts.work_unit,
        units.line,
        units.site,
        segments.production_date,
        coalesce(shifts.shift, 'none') as shift,
        counts.order_id,
        counts.product,
        counts.basis,
        sum(counts.total_count) as total_count,
        sum(counts.good_count) as good_count,
        sum(counts.reject_count) as reject_count,
        sum(counts.rework_count) as rework_count,
        sum(counts.held_count) as held_count,
        sum(counts.reworked_count) as reworked_count,
        sum(counts.reworked_reject_count) as reworked_reject_count
    from counts
    inner join segments on counts.work_unit = segments.work_unit and counts.segment_start_utc = segments.start_utc
    inner join units on counts.work_unit = units.work_unit
    left join {{ ref('int_shifts') }} as shifts on segments.shift_id = shifts.shift_id
    where {{ is_asked_day('counts.work_unit', 'segments.production_date') }}
    group by
        counts.work_unit,
        units.line,
        units.site,
        segments.production_date,
        coalesce(shifts.shift, 'none'),
        counts.order_id,
        counts.product,
        counts.basis

)

select * from final
