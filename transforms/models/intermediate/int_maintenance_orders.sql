-- One row per maintenance order with its work unit (NULL where its work centre names none) and the time it stands for: from its
-- report or start to its finish; one that is not finished stands for its beginning alone.
with orders as (

    select
        *,
        coalesce(labour_cost, 0) + coalesce(parts_cost, 0) as own_cost,
        -- One that was reported after it was finished stands for its finish.
        least(
            coalesce(reported_utc, start_utc, finish_utc),
            coalesce(start_utc, reported_utc, finish_utc),
            coalesce(finish_utc, start_utc, reported_utc)
        ) as begins_utc,
        coalesce(finish_utc, start_utc, reported_utc) as finishes_utc
    from {{ ref('stg_lake__maintenance_orders') }}

)

select
    orders.source,
    orders.maintenance_order,
    orders.work_centre,
    aliases.object as work_unit,
    orders.kind,
    orders.begins_utc,
    greatest(orders.begins_utc, orders.finishes_utc) as ends_utc,
    orders.labour_h,
    case
        when orders.labour_cost is null and orders.labour_h > 0 then null
        when orders.labour_cost is null and orders.parts_cost is null then null
        else orders.own_cost
    end as own_cost,
    orders.currency
from orders
left join {{ ref('stg_plant__aliases') }} as aliases
    on orders.work_centre = aliases.alias and aliases.level = 'work_unit'
