{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- One row per work unit, production day and shift ('none' outside shifts): its calendar time in buckets, its counts, and
-- whether its producing time could be rated. Buckets close exactly: speed loss is what rated producing time has beyond the
-- ideal time of its units, and may be negative.
with with_cycles as (

    select distinct units.work_unit
    from {{ ref('stg_plant__work_units') }} as units
    cross join {{ ref('stg_lake__routings') }} as routings
    left join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias
    where
        routings.work_centre is null
        or (aliases.level = 'work_unit' and units.work_unit = aliases.object)
        or (aliases.level = 'line' and units.line = aliases.object)

),

judged as (

    select
        times.*,
        units.site,
        units.line,
        measures.basis,
        measures.quality_basis,
        coalesce(production.total_count, 0) as total_count,
        coalesce(production.good_count, 0) as good_count,
        coalesce(production.reject_count, 0) as reject_count,
        coalesce(production.startup_reject_count, 0) as startup_reject_count,
        coalesce(production.unknown_good_s, 0) as unknown_good_s,
        coalesce(production.good_s, 0) as ideal_good_s,
        coalesce(production.quality_loss_s, 0) as ideal_quality_loss_s,
        coalesce(production.startup_loss_s, 0) as ideal_startup_loss_s,
        case
            when measures.basis = 'unmeasured'
                then 'performance and quality are unmeasured: no count signal or MES quantity is configured'
            when with_cycles.work_unit is null then 'no ideal cycle for any product of the work unit'
            when measures.basis in ('mes', 'erp') and times.most_at_once > coalesce(units.parallel_capacity, 1)
                then 'operations overlap: no parallel capacity is configured'
            when times.without_cycle_s > 0 or coalesce(production.has_unrated_units, false)
                then 'no ideal cycle for a product that ran'
        end as unrated_because
    from {{ ref('int_shift_times') }} as times
    inner join {{ ref('stg_plant__work_units') }} as units on times.work_unit = units.work_unit
    inner join {{ ref('int_unit_measures') }} as measures on times.work_unit = measures.work_unit
    left join with_cycles on times.work_unit = with_cycles.work_unit
    left join {{ ref('int_shift_production') }} as production
        on
            times.work_unit = production.work_unit
            and times.production_date = production.production_date
            and times.shift = production.shift
    where {{ is_asked_day('times.work_unit', 'times.production_date') }}

),

-- Where a part of the producing time can be rated, the units of products with a cycle are.
told as (

    select
        *,
        unrated_because is null
        or (unrated_because = 'no ideal cycle for a product that ran' and without_cycle_s < producing_s) as has_rated_time
    from judged

),

rated as (

    select
        *,
        -- Without counts, or with operations that overlap, no part of the producing time can be rated.
        case
            when unrated_because is null then cast(0 as decimal(18, 6))
            when unrated_because = 'no ideal cycle for a product that ran' then without_cycle_s
            else producing_s
        end as unrated_s,
        case when has_rated_time then ideal_good_s else cast(0 as decimal(18, 6)) end as good_s,
        case when has_rated_time then ideal_quality_loss_s else cast(0 as decimal(18, 6)) end as quality_loss_s,
        case when has_rated_time then ideal_startup_loss_s else cast(0 as decimal(18, 6)) end as startup_loss_s
    from told

),

final as (

    select
        work_unit,
        line,
        site,
        production_date,
        shift,
        calendar_s,
        unscheduled_s,
        planned_s,
        breakdown_s,
        minor_stop_s,
        changeover_s,
        external_s,
        unknown_s,
        producing_s,
        unrated_s,
        producing_s - unrated_s - good_s - quality_loss_s as speed_loss_s,
        quality_loss_s,
        startup_loss_s,
        good_s,
        unplanned_run_s,
        unknown_good_s,
        total_count,
        good_count,
        reject_count,
        startup_reject_count,
        unrated_because,
        case
            when unrated_because is not null then unrated_because
            when quality_basis = 'unmeasured' then 'quality is unmeasured: no reject signal is configured'
        end as unmeasured_because,
        -- Performance adds only shifts without unrated time, OEE only those whose quality is measured besides.
        unrated_because is null as is_rated,
        unrated_because is null and quality_basis != 'unmeasured' as is_measured
    from rated

)

select * from final
