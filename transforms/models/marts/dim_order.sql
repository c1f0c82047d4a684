-- The customer is the order's own, else that of its sales order.
with buyers as (

    select
        sales_order,
        max(customer) as customer
    from {{ ref('stg_lake__sales_orders') }}
    group by sales_order
    having count(distinct customer) = 1

)

select
    orders.order_id,
    orders.product,
    orders.work_centre,
    orders.planned_quantity,
    orders.planned_start_utc,
    orders.planned_finish_utc,
    orders.due_utc,
    coalesce(orders.customer, buyers.customer) as customer,
    orders.sales_order
from {{ ref('stg_lake__orders') }} as orders
left join buyers on orders.sales_order = buyers.sales_order
