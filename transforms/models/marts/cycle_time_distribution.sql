{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Cycle times as a counter shows them: the time between two counts / the units counted in it, where one run of one product
-- covers all of it. Classes of 5 % (1.05 to the power of a whole number), the same for all products, so that any days add up.
with increments as (

    select
        increments.work_unit,
        increments.previous_utc,
        increments.ts_utc,
        increments.quantity,
        {{ us_between('increments.previous_utc', 'increments.ts_utc') }} as interval_us
    from {{ ref('int_count_increments') }} as increments
    inner join {{ ref('int_unit_measures') }} as measures
        on
            increments.work_unit = measures.work_unit
            and increments.signal = case when measures.has_total then 'total_count' else 'good_count' end
    where increments.quantity > 0 and increments.previous_utc < increments.ts_utc

),

segments as (

    select * from {{ ref('int_segments') }}

),

cuts as (

    select
        work_unit,
        start_utc as ts_utc,
        start_utc as segment_utc,
        null as until_utc,
        null as quantity,
        null as interval_us
    from segments

    union all

    select
        work_unit,
        previous_utc as ts_utc,
        null as segment_utc,
        ts_utc as until_utc,
        quantity,
        interval_us
    from increments

),

placed as (

    select
        *,
        max(segment_utc) over (
            partition by work_unit order by ts_utc, case when segment_utc is null then 1 else 0 end
            rows between unbounded preceding and current row
        ) as within_utc
    from cuts

),

cycles as (

    select
        segments.work_unit,
        segments.production_date,
        segments.product,
        placed.quantity,
        placed.interval_us,
        cast(floor(ln(placed.interval_us / (placed.quantity * 1000000)) / ln(1.05) + 0.000000001) as integer) as class_number
    from placed
    inner join segments on placed.work_unit = segments.work_unit and placed.within_utc = segments.start_utc
    where
        placed.segment_utc is null
        and segments.bucket = 'producing'
        and placed.until_utc <= segments.end_utc
        and {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

)

select
    cycles.work_unit,
    cycles.production_date,
    cycles.product,
    cast(round(power(1.05, cycles.class_number), 6) as double) as class_from_s,
    cast(round(power(1.05, cycles.class_number + 1), 6) as double) as class_to_s,
    ideal.ideal_cycle_s,
    ideal.basis as ideal_basis,
    sum(cycles.quantity) as unit_count,
    {{ us_to_s('sum(cycles.interval_us)') }} as duration_s
from cycles
left join {{ ref('int_ideal_cycles') }} as ideal
    on
        cycles.work_unit = ideal.work_unit
        and cycles.product = ideal.product
        and cycles.production_date = ideal.production_date
group by
    cycles.work_unit, cycles.production_date, cycles.product, cycles.class_number, ideal.ideal_cycle_s, ideal.basis
