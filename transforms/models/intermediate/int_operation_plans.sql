-- One row per operation that is planned for an order, and where: by the order's own operations, and by the ERP's routing times
-- the planned quantity, valid at the planned start: of the work units of its line before its line's own before one for any unit.
-- What is planned for a line as one (is_of_line) stands on the unit that leads the line, its constraint or its exit.
with units as (

    select
        *,
        coalesce(line_constraint, line_exit) = work_unit as is_leading
    from {{ ref('stg_plant__work_units') }}

),

routings as (

    select
        orders.order_id,
        orders.line,
        orders.planned_quantity,
        routings.operation,
        routings.work_centre,
        units.work_unit,
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
    left join units on aliases.level = 'work_unit' and aliases.object = units.work_unit
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

)

select
    operations.order_id,
    'operations of the order' as planned_time_from,
    operations.operation,
    operations.work_centre,
    units.work_unit,
    coalesce(aliases.level = 'line', false) as is_of_line,
    operations.planned_quantity * {{ unit_factor('operations', 'factors') }} as planned_quantity,
    operations.planned_setup_s,
    operations.planned_run_s,
    operations.planned_start_utc,
    operations.planned_finish_utc
from {{ ref('stg_lake__order_operations') }} as operations
left join {{ ref('stg_lake__orders') }} as orders on operations.order_id = orders.order_id
left join {{ ref('int_unit_factors') }} as factors on orders.product = factors.product and operations.unit = factors.unit
left join {{ ref('stg_plant__aliases') }} as aliases on operations.work_centre = aliases.alias
left join units
    on
        (aliases.level = 'work_unit' and aliases.object = units.work_unit)
        or (aliases.level = 'line' and aliases.object = units.line and units.is_leading)

union all

select
    nearest.order_id,
    'routing' as planned_time_from,
    nearest.operation,
    nearest.work_centre,
    coalesce(nearest.work_unit, units.work_unit) as work_unit,
    nearest.distance > 0 as is_of_line,
    nearest.planned_quantity,
    nearest.setup_s as planned_setup_s,
    nearest.run_s as planned_run_s,
    cast(null as timestamp with time zone) as planned_start_utc,
    cast(null as timestamp with time zone) as planned_finish_utc
from nearest
left join units on nearest.line = units.line and units.is_leading
where nearest.distance = nearest.nearest_distance
