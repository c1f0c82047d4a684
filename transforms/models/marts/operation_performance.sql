-- Planned, from the order's own operations, else the ERP's routing; actual, by the machine where it tells one operation of the
-- order from the others; booked, by the MES and the ERP. What one of them does not know is NULL and named.
with planned as (

    select
        *,
        max(case when planned_time_from = 'routing' then 0 else 1 end) over (partition by order_id) as has_own
    from {{ ref('int_operation_plans') }}

),

plans as (

    select * from planned
    where has_own = 0 or planned_time_from != 'routing'

),

known as (

    select
        order_id,
        work_unit,
        operation
    from plans
    where work_unit is not null

    union

    select
        order_id,
        work_unit,
        operation
    from {{ ref('int_operation_bookings') }}

),

keys as (

    select
        coalesce(known.order_id, times.order_id) as order_id,
        coalesce(known.work_unit, times.work_unit) as work_unit,
        known.operation,
        count(*) over (
            partition by coalesce(known.order_id, times.order_id), coalesce(known.work_unit, times.work_unit)
        ) as operation_count
    from known
    full outer join {{ ref('int_unit_order_times') }} as times
        on known.order_id = times.order_id and known.work_unit = times.work_unit

    union all

    select
        order_id,
        work_unit,
        operation,
        1 as operation_count
    from plans
    where work_unit is null

),

gathered as (

    select
        {% for basis in ['mes', 'erp'] %}
        cast(bookings.{{ basis }}_setup_s as double) as {{ basis }}_setup_s,
        cast(bookings.{{ basis }}_run_s as double) as {{ basis }}_run_s,
        bookings.{{ basis }}_good_count,
        bookings.{{ basis }}_reject_count,
        {% endfor %}
        keys.order_id,
        keys.operation,
        keys.operation_count,
        keys.work_unit,
        plans.order_id is not null as is_planned,
        plans.work_centre,
        plans.planned_quantity,
        plans.planned_time_from,
        cast(plans.planned_setup_s as double) as planned_setup_s,
        cast(plans.planned_run_s as double) as planned_run_s,
        plans.planned_start_utc,
        plans.planned_finish_utc,
        times.actual_start_utc,
        times.actual_finish_utc,
        {% for side, table in [('planned', 'plans'), ('actual', 'times')] %}
        cast({{ us_between(table ~ '.' ~ side ~ '_start_utc', table ~ '.' ~ side ~ '_finish_utc') }} as double) / 1000000
            as {{ side }}_duration_s,
        {% endfor %}
        cast(times.actual_setup_s as double) as actual_setup_s,
        cast(times.actual_run_s as double) as actual_run_s,
        times.good_count,
        times.reject_count
    from keys
    left join plans
        on
            keys.order_id = plans.order_id
            and keys.work_unit is not distinct from plans.work_unit
            and keys.operation is not distinct from plans.operation
    left join {{ ref('int_unit_order_times') }} as times
        on keys.order_id = times.order_id and keys.work_unit = times.work_unit and keys.operation_count = 1
    left join {{ ref('int_operation_bookings') }} as bookings
        on
            keys.order_id = bookings.order_id
            and keys.work_unit = bookings.work_unit
            and keys.operation is not distinct from bookings.operation

)

select
    gathered.order_id,
    gathered.operation,
    gathered.work_unit,
    units.line,
    units.site,
    orders.product,
    gathered.planned_quantity,
    gathered.good_count,
    gathered.good_count - gathered.planned_quantity as quantity_deviation_count,
    gathered.reject_count,
    {% for basis in ['mes', 'erp'] %}
    gathered.{{ basis }}_good_count,
    gathered.{{ basis }}_reject_count,
    {% endfor %}
    {% for part in ['setup', 'run'] %}
    gathered.planned_{{ part }}_s,
    gathered.actual_{{ part }}_s,
    gathered.actual_{{ part }}_s - gathered.planned_{{ part }}_s as {{ part }}_deviation_s,
    gathered.mes_{{ part }}_s,
    gathered.erp_{{ part }}_s,
    {% endfor %}
    gathered.planned_time_from,
    gathered.planned_start_utc,
    gathered.actual_start_utc,
    cast({{ us_between('gathered.planned_start_utc', 'gathered.actual_start_utc') }} as double) / 1000000 as start_deviation_s,
    gathered.planned_finish_utc,
    gathered.actual_finish_utc,
    case
        when orders.is_finished
            then cast({{ us_between('gathered.planned_finish_utc', 'gathered.actual_finish_utc') }} as double) / 1000000
    end as finish_deviation_s,
    gathered.planned_duration_s,
    gathered.actual_duration_s,
    gathered.actual_duration_s - gathered.planned_duration_s as duration_deviation_s,
    nullif(concat_ws(
        '; ',
        case
            when not gathered.is_planned then 'plan: no operation of the order is planned on the work unit'
            when gathered.planned_run_s is null then 'planned time: the operation does not tell it'
        end,
        case
            when gathered.work_centre is null and gathered.work_unit is null then 'actual: the operation names no work centre'
            when gathered.work_unit is null then concat('actual: work centre ', gathered.work_centre, ' is no work unit or line')
            when gathered.operation_count > 1 then 'actual: several operations of the order are on the work unit'
            when gathered.actual_run_s is null then 'actual: it never ran on the work unit'
        end
    ), '') as missing
from gathered
left join {{ ref('orders') }} as orders on gathered.order_id = orders.order_id
left join {{ ref('stg_plant__work_units') }} as units on gathered.work_unit = units.work_unit
