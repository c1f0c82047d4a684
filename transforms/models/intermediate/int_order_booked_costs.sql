-- What finance booked on each order, in the currency of the order's site by the rate of each posting date; NULL and named where
-- one of its bookings cannot be converted.
with converted as (

    select
        costs.order_id,
        costs.booked_amount * exchange.rate as amount,
        case
            when planned.currency is null then 'the order is on no known line'
            when exchange.rate is null then concat('no exchange rate from ', costs.currency, ' to ', planned.currency)
        end as missing
    from {{ ref('stg_lake__actual_costs') }} as costs
    inner join {{ ref('int_order_planned_costs') }} as planned on costs.order_id = planned.order_id
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            costs.currency = exchange.from_currency
            and planned.currency = exchange.to_currency
            and costs.posting_date >= exchange.valid_from
            and costs.posting_date < exchange.valid_before

)

select
    order_id,
    case when count(amount) = count(*) then {{ sum_of_money('amount') }} end as actual_cost,
    {{ joined_texts('missing') }} as missing
from converted
group by order_id
