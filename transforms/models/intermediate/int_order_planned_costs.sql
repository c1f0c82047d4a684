-- What one unit of each order's product was planned to cost, in the currency of the order's site: the standard cost valid at its
-- planned start, the total or else its components together, without one the product's truly variable cost.
with sites as (

    select distinct
        site,
        currency
    from {{ ref('stg_plant__work_units') }}

),

orders as (

    select
        orders.order_id,
        orders.product,
        products.unit,
        coalesce(sites.currency, {{ only_currency() }}) as currency,
        cast(coalesce(orders.planned_start_utc, orders.actual_start_utc) as date) as cost_date
    from {{ ref('orders') }} as orders
    left join {{ ref('stg_lake__products') }} as products on orders.product = products.product
    left join sites on orders.site = sites.site

),

costs as (

    select
        product,
        cost_component,
        case cost_component when 'total' then 1 else 2 end as choice,
        standard_cost as amount,
        unit,
        currency,
        source,
        valid_from,
        valid_to
    from {{ ref('stg_lake__standard_costs') }}

    union all

    select
        product,
        'variable' as cost_component,
        3 as choice,
        variable_cost as amount,
        cast(null as varchar) as unit,
        currency,
        source,
        valid_from,
        valid_to
    from {{ ref('stg_lake__prices') }}
    where variable_cost is not null

),

ranked as (

    select
        orders.order_id,
        costs.choice,
        case when costs.unit != orders.unit then null else costs.amount * exchange.rate end as amount,
        case
            when costs.unit != orders.unit
                then concat('standard cost of product ', orders.product, ' per ', costs.unit, ', the product in ', orders.unit)
            when exchange.rate is null then concat('no exchange rate from ', costs.currency, ' to ', orders.currency)
        end as missing,
        row_number() over (
            partition by orders.order_id, costs.cost_component order by costs.valid_from desc nulls last, costs.source asc
        ) as preference
    from orders
    inner join costs
        on
            orders.product = costs.product
            and orders.cost_date >= coalesce(costs.valid_from, cast('0001-01-01' as date))
            and orders.cost_date <= coalesce(costs.valid_to, cast('9999-12-31' as date))
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            costs.currency = exchange.from_currency
            and orders.currency = exchange.to_currency
            and orders.cost_date >= exchange.valid_from
            and orders.cost_date < exchange.valid_before

),

best as (

    select
        *,
        min(choice) over (partition by order_id) as best_choice
    from ranked
    where preference = 1

),

added as (

    select
        order_id,
        case when best_choice = 3 then 'variable cost' else 'standard cost' end as planned_cost_from,
        case when count(amount) = count(*) then {{ sum_of_money('amount') }} end as unit_cost,
        {{ joined_texts('missing') }} as missing
    from best
    where choice = best_choice
    group by order_id, best_choice

)

select
    orders.order_id,
    orders.currency,
    added.unit_cost as planned_unit_cost,
    case when added.unit_cost is not null then added.planned_cost_from end as planned_cost_from,
    case
        when added.unit_cost is not null then null
        when orders.currency is null then 'the order is on no known line'
        when orders.product is null then 'no plan of the order tells its product'
        when orders.cost_date is null then 'the order has no planned start'
        else coalesce(added.missing, concat('no valid standard or variable cost for product ', orders.product))
    end as missing
from orders
left join added on orders.order_id = added.order_id
