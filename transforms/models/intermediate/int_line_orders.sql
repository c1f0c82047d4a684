{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- int_line_shifts once more by order and product. On a line led by its constraint an order's good units are counted where they
-- leave the line, perhaps a shift after the constraint made them: what it made and what left stand apart by shift and meet in
-- the whole order.
with constraints as (

    select
        work_unit,
        line,
        site,
        position,
        line_exit
    from {{ ref('stg_plant__work_units') }}
    where line_rollup = 'constraint' and work_unit = line_constraint

),

of_constraint as (

    select pieces.*
    from {{ ref('int_order_shifts') }} as pieces
    inner join constraints on pieces.work_unit = constraints.work_unit
    where {{ is_asked_day('pieces.work_unit', 'pieces.production_date') }}

),

left_line as (

    select
        constraints.work_unit,
        production.production_date,
        coalesce(production.shift, 'none') as shift,
        production.order_id,
        production.product,
        sum(production.good_count) as good_count,
        sum(
            cast((production.good_count - production.unknown_good_count) * cycles.ideal_cycle_s as decimal(18, 6))
        ) as good_s,
        sum(cast(production.unknown_good_count * cycles.ideal_cycle_s as decimal(18, 6))) as unknown_good_s,
        max(case when cycles.ideal_cycle_s is null and production.good_count != 0 then 1 else 0 end) as is_unrated
    from {{ ref('fct_production') }} as production
    inner join constraints on production.work_unit = constraints.line_exit
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            constraints.work_unit = cycles.work_unit
            and production.product = cycles.product
            and production.production_date = cycles.production_date
    where {{ is_asked_day('constraints.work_unit', 'production.production_date') }}
    group by
        constraints.work_unit, production.production_date, coalesce(production.shift, 'none'), production.order_id,
        production.product

),

rejected as (

    select
        constraints.work_unit,
        pieces.production_date,
        pieces.shift,
        pieces.order_id,
        pieces.product,
        sum(pieces.reject_count) as reject_count
    from {{ ref('int_order_shifts') }} as pieces
    inner join {{ ref('stg_plant__work_units') }} as units on pieces.work_unit = units.work_unit
    inner join constraints on units.line = constraints.line and units.position >= constraints.position
    where {{ is_asked_day('pieces.work_unit', 'pieces.production_date') }} and pieces.reject_count != 0
    group by constraints.work_unit, pieces.production_date, pieces.shift, pieces.order_id, pieces.product

),

-- All orders that the constraint worked on, that left the line, or that lost units on the way, per shift.
orders as (

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product
    from of_constraint

    union

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product
    from left_line

    union

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product
    from rejected

),

exit_measures as (

    select
        constraints.work_unit,
        measures.basis != 'unmeasured' as is_counted
    from constraints
    inner join {{ ref('int_unit_measures') }} as measures on constraints.line_exit = measures.work_unit

),

led_by_constraint as (

    select
        constraints.work_unit,
        constraints.line,
        constraints.site,
        orders.production_date,
        orders.shift,
        orders.order_id,
        orders.product,
        {% for column in [
        'calendar_s', 'unscheduled_s', 'planned_s', 'breakdown_s', 'minor_stop_s', 'changeover_s', 'external_s', 'unknown_s',
        'producing_s', 'unrated_s', 'speed_loss_s'
    ] %}
        coalesce(made.{{ column }}, 0) as {{ column }},
        {% endfor %}
        coalesce(made.good_s + made.quality_loss_s, 0) - coalesce(left_line.good_s, 0) as quality_loss_s,
        cast(coalesce(left_line.good_s, 0) as decimal(18, 6)) as good_s,
        coalesce(made.unplanned_run_s, 0) as unplanned_run_s,
        cast(coalesce(left_line.unknown_good_s, 0) as decimal(18, 6)) as unknown_good_s,
        coalesce(made.total_count, 0) as total_count,
        coalesce(left_line.good_count, 0) as good_count,
        coalesce(rejected.reject_count, 0) as reject_count,
        coalesce(made.total_count, 0) - coalesce(left_line.good_count, 0) - coalesce(rejected.reject_count, 0)
            as wip_change_count,
        case
            when not exit_measures.is_counted then 'no counts at the line''s exit'
            when left_line.is_unrated = 1 then 'no ideal cycle for a product that left the line'
            else coalesce(made.unmeasured_because, case when made.work_unit is null then line_shifts.unmeasured_because end)
        end as unmeasured_because,
        coalesce(made.is_rated, line_shifts.is_rated) and exit_measures.is_counted and coalesce(left_line.is_unrated, 0) = 0
            as is_rated,
        coalesce(made.is_measured, line_shifts.is_measured) and exit_measures.is_counted
        and coalesce(left_line.is_unrated, 0) = 0 as is_measured
    from orders
    inner join constraints on orders.work_unit = constraints.work_unit
    inner join exit_measures on orders.work_unit = exit_measures.work_unit
    inner join {{ ref('int_line_shifts') }} as line_shifts
        on
            orders.work_unit = line_shifts.work_unit
            and orders.production_date = line_shifts.production_date
            and orders.shift = line_shifts.shift
    {% for part, relation in [('made', 'of_constraint'), ('left_line', 'left_line'), ('rejected', 'rejected')] %}
    left join {{ relation }} as {{ part }}
        on
            orders.work_unit = {{ part }}.work_unit
            and orders.production_date = {{ part }}.production_date
            and orders.shift = {{ part }}.shift
            and orders.order_id is not distinct from {{ part }}.order_id
            and orders.product is not distinct from {{ part }}.product
    {% endfor %}

),

sum_of_units as (

    select
        pieces.work_unit,
        pieces.line,
        pieces.site,
        pieces.production_date,
        pieces.shift,
        pieces.order_id,
        pieces.product,
        {{ oee_additive_columns('pieces') }},
        cast(0 as double) as wip_change_count,
        pieces.unmeasured_because,
        pieces.is_rated,
        pieces.is_measured
    from {{ ref('int_order_shifts') }} as pieces
    inner join {{ ref('stg_plant__work_units') }} as units on pieces.work_unit = units.work_unit
    where units.line_rollup != 'constraint' and {{ is_asked_day('pieces.work_unit', 'pieces.production_date') }}

),

final as (

    select * from led_by_constraint
    union all
    select * from sum_of_units

)

select * from final
