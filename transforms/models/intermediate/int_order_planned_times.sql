-- One row per planned order: its planned time for set-up and for making the whole quantity. That of its own operations, where all
-- of them tell it, else that of the ERP's routing (int_operation_plans).
with plans as (

    select
        order_id,
        planned_time_from,
        sum(planned_setup_s) as planned_setup_s,
        case
            when planned_time_from = 'routing' or count(planned_run_s) = count(*) then sum(planned_run_s)
        end as planned_run_s,
        max(case when is_of_line then 1 else 0 end) = 1 as is_of_line
    from {{ ref('int_operation_plans') }}
    group by order_id, planned_time_from

)

select
    orders.order_id,
    coalesce(operations.planned_setup_s, routings.planned_setup_s) as planned_setup_s,
    coalesce(operations.planned_run_s, routings.planned_run_s) as planned_run_s,
    case
        when operations.planned_run_s is not null then operations.planned_time_from
        when routings.planned_run_s is not null then routings.planned_time_from
    end as planned_time_from,
    coalesce(case when operations.planned_run_s is not null then operations.is_of_line else routings.is_of_line end, false)
        as is_planned_by_line
from {{ ref('int_order_plans') }} as orders
left join plans as operations
    on orders.order_id = operations.order_id and operations.planned_time_from = 'operations of the order'
left join plans as routings on orders.order_id = routings.order_id and routings.planned_time_from = 'routing'
