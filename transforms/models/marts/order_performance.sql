-- A deviation is actual less planned, NULL where either is; a finish is compared once the order is finished.
with gathered as (

    select
        orders.*,
        dim_order.customer,
        dim_order.sales_order,
        plans.planned_scrap_quantity,
        counts.counter_good_count,
        counts.mes_good_count,
        counts.erp_good_count,
        cast(planned_times.planned_setup_s as double) as planned_setup_s,
        cast(planned_times.planned_run_s as double) as planned_run_s,
        planned_times.planned_time_from,
        cast(times.actual_setup_s as double) as actual_setup_s,
        cast(times.actual_run_s as double) as actual_run_s,
        planned_costs.planned_unit_cost,
        planned_costs.planned_unit_cost * orders.planned_quantity as planned_cost,
        planned_costs.planned_cost_from,
        booked.actual_cost,
        booked.actual_cost / nullif(orders.good_count, 0) as actual_unit_cost,
        planned_costs.currency,
        planned_costs.missing as planned_cost_missing,
        coalesce(booked.missing, 'finance booked nothing on the order') as actual_cost_missing
    from {{ ref('orders') }} as orders
    left join {{ ref('dim_order') }} as dim_order on orders.order_id = dim_order.order_id
    left join {{ ref('int_order_plans') }} as plans on orders.order_id = plans.order_id
    left join {{ ref('int_order_basis_counts') }} as counts on orders.order_id = counts.order_id
    left join {{ ref('int_order_planned_times') }} as planned_times on orders.order_id = planned_times.order_id
    left join {{ ref('int_order_times') }} as times on orders.order_id = times.order_id
    left join {{ ref('int_order_planned_costs') }} as planned_costs on orders.order_id = planned_costs.order_id
    left join {{ ref('int_order_booked_costs') }} as booked on orders.order_id = booked.order_id

)

select
    order_id,
    product,
    customer,
    sales_order,
    line,
    site,
    is_finished,
    planned_quantity,
    good_count,
    good_count - planned_quantity as quantity_deviation_count,
    counter_good_count,
    mes_good_count,
    erp_good_count,
    planned_scrap_quantity,
    reject_count,
    planned_setup_s,
    actual_setup_s,
    actual_setup_s - planned_setup_s as setup_deviation_s,
    planned_run_s,
    actual_run_s,
    actual_run_s - planned_run_s as run_deviation_s,
    planned_time_from,
    planned_start_utc,
    actual_start_utc,
    cast({{ us_between('planned_start_utc', 'actual_start_utc') }} as double) / 1000000 as start_deviation_s,
    planned_finish_utc,
    actual_finish_utc,
    case when is_finished then cast({{ us_between('planned_finish_utc', 'actual_finish_utc') }} as double) / 1000000 end
        as finish_deviation_s,
    planned_unit_cost,
    actual_unit_cost,
    planned_cost,
    actual_cost,
    actual_cost - planned_cost as cost_deviation,
    currency,
    planned_cost_from,
    nullif(concat_ws(
        '; ',
        case when planned_quantity is null then 'planned quantity: no plan of the order tells it' end,
        case when good_count is null then 'good units: nothing was counted for the order' end,
        case
            when planned_run_s is null then 'planned time: neither its operations nor a routing on its line tell it'
            when planned_setup_s is null then 'planned set-up: neither its operations nor a routing on its line tell it'
        end,
        case
            when actual_start_utc is null then 'actual time: never ran'
            when actual_run_s is null then 'actual time: it did not run on the work unit that leads its line'
        end,
        case when planned_cost is null then concat('planned cost: ', coalesce(planned_cost_missing, 'no planned quantity')) end,
        case when actual_cost is null then concat('actual cost: ', actual_cost_missing) end
    ), '') as missing
from gathered
