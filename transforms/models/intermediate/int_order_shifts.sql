{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- The parts of int_unit_shifts once more by order and product (both may be NULL: none was known). They add up to it. What
-- keeps the whole shift from being rated keeps these too; a product without ideal cycle only those that ran it.
with pieces as (

    select
        segments.work_unit,
        segments.production_date,
        coalesce(segments.shift, 'none') as shift,
        segments.order_id,
        segments.product,
        segments.duration_s,
        segments.bucket,
        segments.is_unplanned_run,
        segments.bucket = 'producing' and cycles.ideal_cycle_s is null as is_without_cycle,
        0 as total_count,
        0 as good_count,
        0 as reject_count,
        0 as good_s,
        0 as quality_loss_s,
        0 as unknown_good_s,
        false as has_unrated_units
    from {{ ref('fct_time_segments') }} as segments
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            segments.work_unit = cycles.work_unit
            and segments.product = cycles.product
            and segments.production_date = cycles.production_date
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

    union all

    select
        work_unit,
        production_date,
        coalesce(shift, 'none') as shift,
        order_id,
        product,
        0 as duration_s,
        'none' as bucket,
        false as is_unplanned_run,
        false as is_without_cycle,
        total_count,
        good_count,
        reject_count,
        coalesce(good_s, 0) as good_s,
        coalesce(quality_loss_s, 0) as quality_loss_s,
        coalesce(unknown_good_s, 0) as unknown_good_s,
        ideal_basis = 'missing' and total_count != 0 as has_unrated_units
    from {{ ref('fct_production') }}
    where {{ is_asked_day('work_unit', 'production_date') }}

),

added as (

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product,
        sum(duration_s) as calendar_s,
        {% for bucket in [
        'unscheduled', 'planned', 'breakdown', 'minor_stop', 'changeover', 'external', 'unknown', 'producing'
    ] %}
        coalesce(sum(duration_s) filter (where bucket = '{{ bucket }}'), 0) as {{ bucket }}_s,
        {% endfor %}
        coalesce(sum(duration_s) filter (where is_unplanned_run), 0) as unplanned_run_s,
        coalesce(sum(duration_s) filter (where is_without_cycle), 0) as without_cycle_s,
        sum(cast(total_count as double)) as total_count,
        sum(cast(good_count as double)) as good_count,
        sum(cast(reject_count as double)) as reject_count,
        sum(good_s) as ideal_good_s,
        sum(quality_loss_s) as ideal_quality_loss_s,
        sum(unknown_good_s) as unknown_good_s,
        max(case when has_unrated_units or is_without_cycle then 1 else 0 end) = 1 as is_without_cycle,
        case
            when
                sum(total_count) > 0
                and coalesce(sum(duration_s) filter (where bucket in ('producing', 'unknown')), 0) = 0
                then 1
            else 0
        end as has_units_without_time
    from pieces
    group by work_unit, production_date, shift, order_id, product

),

judged as (

    select
        added.*,
        shifts.line,
        shifts.site,
        measures.quality_basis,
        case
            when shifts.unrated_because != 'no ideal cycle for a product that ran' then shifts.unrated_because
            when
                measures.basis = 'mes'
                and max(added.has_units_without_time) over (
                    partition by added.work_unit, added.production_date, added.shift
                ) = 1
                then 'operations of several orders ran at once: their time cannot be told apart'
            when added.is_without_cycle then 'no ideal cycle for a product that ran'
        end as unrated_because
    from added
    inner join {{ ref('int_unit_shifts') }} as shifts
        on
            added.work_unit = shifts.work_unit
            and added.production_date = shifts.production_date
            and added.shift = shifts.shift
    inner join {{ ref('int_unit_measures') }} as measures on added.work_unit = measures.work_unit

),

rated as (

    select
        *,
        cast(case
            when unrated_because is null or unrated_because = 'no ideal cycle for a product that ran' then without_cycle_s
            else producing_s
        end as decimal(18, 6)) as unrated_s,
        cast(case
            when unrated_because is null or unrated_because = 'no ideal cycle for a product that ran' then ideal_good_s
            else 0
        end as decimal(18, 6)) as good_s,
        cast(case
            when unrated_because is null or unrated_because = 'no ideal cycle for a product that ran' then ideal_quality_loss_s
            else 0
        end as decimal(18, 6)) as quality_loss_s
    from judged

),

final as (

    select
        work_unit,
        line,
        site,
        production_date,
        shift,
        order_id,
        product,
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
        good_s,
        unplanned_run_s,
        unknown_good_s,
        total_count,
        good_count,
        reject_count,
        case
            when unrated_because is not null then unrated_because
            when quality_basis = 'unmeasured' then 'quality is unmeasured: no reject signal is configured'
        end as unmeasured_because,
        unrated_because is null as is_rated,
        unrated_because is null and quality_basis != 'unmeasured' as is_measured
    from rated

)

select * from final
