{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- What was made in each hour against what full speed, and the OEE target, would have made in its planned busy time.
with targets as (

    select
        units.work_unit,
        targets.value,
        targets.valid_from,
        case targets.level
            when 'work_unit' then 0 when 'line' then 1 when 'area' then 2 when 'site' then 3 else 4
        end as distance
    from {{ ref('stg_plant__targets') }} as targets
    inner join {{ ref('stg_plant__work_units') }} as units
        on
            targets.object = case targets.level
                when 'work_unit' then units.work_unit
                when 'line' then units.line
                when 'area' then units.area
                when 'site' then units.site
                else units.enterprise
            end
    where targets.kpi = 'oee'

),

pieces as (

    select
        segments.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.bucket,
        case
            when segments.bucket in ('unscheduled', 'planned') then 0
            else {{ us_between('segments.start_utc', 'segments.end_utc') }}
        end as busy_us,
        cycles.ideal_cycle_s
    from {{ ref('int_hour_segments') }} as segments
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            segments.work_unit = cycles.work_unit
            and segments.product = cycles.product
            and segments.production_date = cycles.production_date
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

),

time_in_hours as (

    select
        work_unit,
        hour_utc,
        production_date,
        sum(busy_us) as pbt_us,
        coalesce(sum(busy_us) filter (where bucket = 'producing'), 0) as producing_us,
        coalesce(sum(busy_us) filter (where bucket = 'unknown'), 0) as unknown_us,
        coalesce(sum(busy_us) filter (where ideal_cycle_s is null), 0) as without_cycle_us,
        cast(sum(cast(busy_us / (ideal_cycle_s * 1000000) as decimal(18, 6))) as double) as ideal_count
    from pieces
    group by work_unit, hour_utc, production_date

),

counts as (

    select
        work_unit,
        hour_utc,
        sum(total_count) as total_count,
        sum(good_count) as good_count,
        sum(reject_count) as reject_count
    from {{ ref('fct_production') }}
    where {{ is_asked_day('work_unit', 'production_date') }}
    group by work_unit, hour_utc

),

aimed as (

    select
        time_in_hours.work_unit,
        time_in_hours.hour_utc,
        targets.value as target_oee,
        row_number() over (
            partition by time_in_hours.work_unit, time_in_hours.hour_utc
            order by targets.distance asc, targets.valid_from desc
        ) as preference
    from time_in_hours
    inner join targets
        on time_in_hours.work_unit = targets.work_unit and time_in_hours.production_date >= targets.valid_from

),

final as (

    select
        time_in_hours.work_unit,
        units.line,
        units.site,
        time_in_hours.hour_utc,
        time_in_hours.production_date,
        {{ us_to_s('time_in_hours.pbt_us') }} as pbt_s,
        {{ us_to_s('time_in_hours.producing_us') }} as producing_s,
        {{ us_to_s('time_in_hours.unknown_us') }} as unknown_s,
        {{ us_to_s('time_in_hours.without_cycle_us') }} as without_cycle_s,
        case
            when time_in_hours.ideal_count * aimed.target_oee is null then {{ us_to_s('time_in_hours.pbt_us') }}
            else {{ us_to_s('time_in_hours.without_cycle_us') }}
        end as without_target_s,
        coalesce(counts.total_count, 0) as total_count,
        coalesce(counts.good_count, 0) as good_count,
        coalesce(counts.reject_count, 0) as reject_count,
        time_in_hours.ideal_count,
        aimed.target_oee,
        time_in_hours.ideal_count * aimed.target_oee as target_count,
        coalesce(counts.good_count, 0) - time_in_hours.ideal_count * aimed.target_oee as against_target_count
    from time_in_hours
    inner join {{ ref('stg_plant__work_units') }} as units on time_in_hours.work_unit = units.work_unit
    left join counts on time_in_hours.work_unit = counts.work_unit and time_in_hours.hour_utc = counts.hour_utc
    left join aimed
        on
            time_in_hours.work_unit = aimed.work_unit
            and time_in_hours.hour_utc = aimed.hour_utc
            and aimed.preference = 1
    where time_in_hours.pbt_us > 0 or counts.total_count != 0 or counts.good_count != 0 or counts.reject_count != 0

)

select * from final
