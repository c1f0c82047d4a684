-- One row per planned order with the line of its work centre (NULL where that names none) and when it is wanted: its due time,
-- without one its planned finish.
select
    orders.order_id,
    orders.product,
    orders.planned_quantity * {{ unit_factor('orders', 'factors') }} as planned_quantity,
    orders.planned_scrap_quantity * {{ unit_factor('orders', 'factors') }} as planned_scrap_quantity,
    orders.planned_start_utc,
    orders.planned_finish_utc,
    orders.due_utc,
    coalesce(orders.due_utc, orders.planned_finish_utc) as wanted_utc,
    case when aliases.level = 'line' then aliases.object else units.line end as line
from {{ ref('stg_lake__orders') }} as orders
left join {{ ref('int_unit_factors') }} as factors on orders.product = factors.product and orders.unit = factors.unit
left join {{ ref('stg_plant__aliases') }} as aliases on orders.work_centre = aliases.alias
left join {{ ref('stg_plant__work_units') }} as units on aliases.level = 'work_unit' and aliases.object = units.work_unit
