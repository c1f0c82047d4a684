-- One row per planned order: its planned time for set-up and for making the whole quantity. That of its own operations, where all
-- of them tell it, else that of the ERP's routing times the quantity, valid at its planned start: of the work units of its line
-- before its line's own before one for any unit.
with operations as (

    select
        operations.order_id,
        sum(operations.planned_setup_s) as planned_setup_s,
        case when count(operations.planned_run_s) = count(*) then sum(operations.planned_run_s) end as planned_run_s,
        max(case when aliases.level = 'line' then 1 else 0 end) = 1 as is_of_line
    from {{ ref('stg_lake__order_operations') }} as operations
    left join {{ ref('stg_plant__aliases') }} as aliases on operations.work_centre = aliases.alias
    group by operations.order_id

),

routings as (

    select
        orders.order_id,
        routings.setup_s,
        routings.ideal_cycle_s * orders.planned_quantity as run_s,
        case when routings.work_centre is null then 2 when aliases.level = 'line' then 1 else 0 end as distance,
        row_number() over (
            partition by orders.order_id, routings.work_centre, routings.operation
            order by routings.valid_from desc nulls last, routings.source asc
        ) as preference
    from {{ ref('int_order_plans') }} as orders
    inner join {{ ref('stg_lake__routings') }} as routings on orders.product = routings.product
    left join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias
    left join {{ ref('stg_plant__work_units') }} as units on aliases.level = 'work_unit' and aliases.object = units.work_unit
    where
        routings.basis = 'routing'
        and cast(orders.planned_start_utc as date) >= coalesce(routings.valid_from, cast('0001-01-01' as date))
        and cast(orders.planned_start_utc as date) <= coalesce(routings.valid_to, cast('9999-12-31' as date))
        and (
            routings.work_centre is null
            or (aliases.level = 'line' and orders.line = aliases.object)
            or orders.line = units.line
        )

),

nearest as (

    select
        *,
        min(distance) over (partition by order_id) as nearest_distance
    from routings
    where preference = 1

),

of_routings as (

    select
        order_id,
        sum(setup_s) as planned_setup_s,
        sum(run_s) as planned_run_s,
        nearest_distance > 0 as is_of_line
    from nearest
    where distance = nearest_distance
    group by order_id, nearest_distance

)

select
    orders.order_id,
    coalesce(operations.planned_setup_s, of_routings.planned_setup_s) as planned_setup_s,
    coalesce(operations.planned_run_s, of_routings.planned_run_s) as planned_run_s,
    case
        when operations.planned_run_s is not null then 'operations of the order'
        when of_routings.planned_run_s is not null then 'routing'
    end as planned_time_from,
    coalesce(case when operations.planned_run_s is not null then operations.is_of_line else of_routings.is_of_line end, false)
        as is_planned_by_line
from {{ ref('int_order_plans') }} as orders
left join operations on orders.order_id = operations.order_id
left join of_routings on orders.order_id = of_routings.order_id
