-- Orders that no machine ran, and orders whose quantities disagree, at what their units were planned to cost. Columns as in
-- join_gaps.
with edges as (

    select
        min(start_utc) as first_utc,
        max(end_utc) as edge_utc
    from {{ ref('fct_time_segments') }}

),

confirmed as (

    select
        told.order_id,
        sum(
            (coalesce(told.good_quantity, 0) + coalesce(told.reject_quantity, 0)) * {{ unit_factor('told', 'factors') }}
        ) as quantity
    from {{ ref('staged_confirmations') }} as told
    left join {{ ref('staged_orders') }} as orders on told.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(told.product, orders.product) = factors.product and told.unit = factors.unit
    where not told.is_reversed
    group by told.order_id

),

orders_without_time as (

    select
        'order without machine time' as gap,
        orders.order_id as subject,
        cast(null as varchar) as work_unit,
        case
            when confirmed.order_id is not null then 'it was confirmed, and no machine ran it'
            else 'its planned start has passed'
        end as detail,
        cast(1 as bigint) as row_count,
        cast(null as double) as duration_s,
        coalesce(confirmed.quantity, orders.planned_quantity) as gap_quantity,
        orders.planned_start_utc as first_seen_utc,
        orders.planned_finish_utc as last_seen_utc
    from {{ ref('orders') }} as orders
    cross join edges
    left join confirmed on orders.order_id = confirmed.order_id
    where
        orders.actual_start_utc is null
        and (confirmed.order_id is not null or orders.planned_start_utc between edges.first_utc and edges.edge_utc)

),

quantities as (

    select
        'quantities disagree' as gap,
        coalesce(order_id, concat('no order on ', work_unit)) as subject,
        work_unit,
        case
            when max(abs(coalesce(erp_less_counter_total_count, 0))) > 0 then 'the ERP and the counters'
            when max(abs(coalesce(mes_less_counter_total_count, 0))) > 0 then 'the MES and the counters'
            else 'good or rejected units, or the ERP and the MES'
        end as detail,
        count(*) as row_count,
        cast(null as double) as duration_s,
        sum(cast(largest_difference_count as double)) as gap_quantity,
        cast(null as timestamp with time zone) as first_seen_utc,
        cast(null as timestamp with time zone) as last_seen_utc
    from {{ ref('count_reconciliation') }}
    where largest_difference_count > 0
    group by order_id, work_unit

),

told as (

    select * from orders_without_time
    union all
    select * from quantities

),

valued as (

    select
        told.*,
        told.gap_quantity * costs.planned_unit_cost as gap_cost,
        costs.planned_cost_from as gap_cost_from,
        costs.currency,
        case
            when costs.order_id is null then 'no order tells the product'
            when told.gap_quantity is null then 'nobody tells the quantity'
            else costs.missing
        end as cost_missing
    from told
    left join {{ ref('int_order_planned_costs') }} as costs on told.subject = costs.order_id

)

select * from valued
