{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- What each line contributes per production day and shift: the sum of its units, or the time of its constraint with the good
-- units that left the line at the constraint's ideal cycle (kpis.md, OEE). Then the rest of the constraint's output is quality
-- loss; the change of work in process (constraint's output less what left and what was rejected on the way) stands apart.
with unit_shifts as (

    select
        unit_shifts.*,
        units.position,
        units.line_rollup,
        units.line_constraint,
        units.line_exit
    from {{ ref('int_unit_shifts') }} as unit_shifts
    inner join {{ ref('stg_plant__work_units') }} as units on unit_shifts.work_unit = units.work_unit
    where {{ is_asked_day('unit_shifts.work_unit', 'unit_shifts.production_date') }}

),

left_line as (

    select
        units.line,
        production.production_date,
        coalesce(shifts.shift, 'none') as shift,
        sum(production.good_count) as good_count,
        sum(
            cast((production.good_count - production.unknown_good_count) * cycles.ideal_cycle_s as decimal(18, 6))
        ) as good_s,
        sum(cast(production.unknown_good_count * cycles.ideal_cycle_s as decimal(18, 6))) as unknown_good_s,
        max(case when cycles.ideal_cycle_s is null and production.good_count != 0 then 1 else 0 end) = 1 as has_unrated_units
    from {{ ref('int_rated_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units
        on production.work_unit = units.line_exit and units.work_unit = units.line_constraint
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            units.line_constraint = cycles.work_unit
            and production.product = cycles.product
            and production.production_date = cycles.production_date
    left join {{ ref('int_shifts') }} as shifts on production.shift_id = shifts.shift_id
    where units.line_rollup = 'constraint'
    group by units.line, production.production_date, coalesce(shifts.shift, 'none')

),

rejected_on_line as (

    select
        unit_shifts.line,
        unit_shifts.production_date,
        unit_shifts.shift,
        sum(unit_shifts.reject_count) as reject_count
    from unit_shifts
    inner join {{ ref('stg_plant__work_units') }} as constraints
        on unit_shifts.line_constraint = constraints.work_unit and unit_shifts.position >= constraints.position
    where unit_shifts.line_rollup = 'constraint'
    group by unit_shifts.line, unit_shifts.production_date, unit_shifts.shift

),

exit_measures as (

    select
        units.line,
        measures.basis != 'unmeasured' as is_counted
    from {{ ref('stg_plant__work_units') }} as units
    inner join {{ ref('int_unit_measures') }} as measures on units.line_exit = measures.work_unit
    where units.work_unit = units.line_constraint

),

led_by_constraint as (

    select
        unit_shifts.work_unit,
        unit_shifts.line,
        unit_shifts.site,
        unit_shifts.production_date,
        unit_shifts.shift,
        unit_shifts.calendar_s,
        unit_shifts.unscheduled_s,
        unit_shifts.planned_s,
        unit_shifts.breakdown_s,
        unit_shifts.minor_stop_s,
        unit_shifts.changeover_s,
        unit_shifts.external_s,
        unit_shifts.unknown_s,
        unit_shifts.producing_s,
        unit_shifts.unrated_s,
        unit_shifts.speed_loss_s,
        unit_shifts.good_s + unit_shifts.quality_loss_s - coalesce(left_line.good_s, 0) as quality_loss_s,
        cast(coalesce(left_line.good_s, 0) as decimal(18, 6)) as good_s,
        unit_shifts.unplanned_run_s,
        cast(coalesce(left_line.unknown_good_s, 0) as decimal(18, 6)) as unknown_good_s,
        unit_shifts.total_count,
        coalesce(left_line.good_count, 0) as good_count,
        coalesce(rejected_on_line.reject_count, 0) as reject_count,
        unit_shifts.total_count - coalesce(left_line.good_count, 0) - coalesce(rejected_on_line.reject_count, 0)
            as wip_change_count,
        case
            when not exit_measures.is_counted then 'no counts at the line''s exit'
            when coalesce(left_line.has_unrated_units, false) then 'no ideal cycle for a product that left the line'
            else unit_shifts.unmeasured_because
        end as unmeasured_because,
        unit_shifts.is_rated and exit_measures.is_counted and not coalesce(left_line.has_unrated_units, false) as is_rated,
        unit_shifts.is_measured and exit_measures.is_counted and not coalesce(left_line.has_unrated_units, false)
            as is_measured
    from unit_shifts
    inner join exit_measures on unit_shifts.line = exit_measures.line
    left join left_line
        on
            unit_shifts.line = left_line.line
            and unit_shifts.production_date = left_line.production_date
            and unit_shifts.shift = left_line.shift
    left join rejected_on_line
        on
            unit_shifts.line = rejected_on_line.line
            and unit_shifts.production_date = rejected_on_line.production_date
            and unit_shifts.shift = rejected_on_line.shift
    where unit_shifts.line_rollup = 'constraint' and unit_shifts.work_unit = unit_shifts.line_constraint

),

sum_of_units as (

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
        speed_loss_s,
        quality_loss_s,
        good_s,
        unplanned_run_s,
        unknown_good_s,
        total_count,
        good_count,
        reject_count,
        cast(0 as double) as wip_change_count,
        unmeasured_because,
        is_rated,
        is_measured
    from unit_shifts
    where line_rollup != 'constraint'

),

final as (

    select * from led_by_constraint
    union all
    select * from sum_of_units

)

select * from final
