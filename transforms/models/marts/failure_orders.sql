-- Failures and corrective maintenance orders, joined (int_repairs); and what has no counterpart, named both ways.
with stops as (

    select
        *,
        is_failure as is_to_be_joined
    from {{ ref('fct_stops') }}
    where kind = 'breakdown'

),

orders as (

    select * from {{ ref('int_maintenance_orders') }}
    where kind = 'corrective'

),

repairs as (

    select * from {{ ref('int_repairs') }}

),

joined as (

    select
        stops.stop_id,
        orders.source,
        orders.maintenance_order,
        case when repairs.is_overlapping then 'overlapping' else 'within the tolerance' end as match,
        repairs.share,
        repairs.repair,
        cast(null as varchar) as unjoined_because
    from repairs
    inner join stops on repairs.stop_id = stops.stop_id
    inner join orders on repairs.source = orders.source and repairs.maintenance_order = orders.maintenance_order

),

failures_alone as (

    select
        stops.stop_id,
        cast(null as varchar) as source,
        cast(null as varchar) as maintenance_order,
        cast(null as varchar) as match,
        cast(null as double) as share,
        cast(null as double) as repair,
        'no maintenance order of the work unit near it' as unjoined_because
    from stops
    left join joined on stops.stop_id = joined.stop_id
    where stops.is_to_be_joined and joined.stop_id is null

),

orders_alone as (

    select
        cast(null as varchar) as stop_id,
        orders.source,
        orders.maintenance_order,
        cast(null as varchar) as match,
        cast(null as double) as share,
        cast(null as double) as repair,
        case
            when orders.work_unit is null then concat('work centre ', orders.work_centre, ' is no work unit')
            when orders.begins_utc is null then 'the order has no time'
            else 'no breakdown of the work unit near it'
        end as unjoined_because
    from orders
    left join joined on orders.source = joined.source and orders.maintenance_order = joined.maintenance_order
    where joined.maintenance_order is null

),

all_rows as (

    select * from joined
    union all
    select * from failures_alone
    union all
    select * from orders_alone

)

select
    all_rows.stop_id,
    coalesce(stops.work_unit, orders.work_unit) as work_unit,
    stops.production_date,
    stops.reason,
    stops.start_utc,
    stops.end_utc,
    stops.duration_s,
    coalesce(stops.is_failure, false) as is_failure,
    all_rows.source,
    all_rows.maintenance_order,
    orders.begins_utc as order_begins_utc,
    orders.ends_utc as order_ends_utc,
    all_rows.match,
    all_rows.share,
    all_rows.repair,
    stops.currency,
    all_rows.unjoined_because
from all_rows
left join stops on all_rows.stop_id = stops.stop_id
left join orders on all_rows.source = orders.source and all_rows.maintenance_order = orders.maintenance_order
