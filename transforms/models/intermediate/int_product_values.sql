-- Price, variable cost and contribution of each product on each production day on which a stop kept it from being made; from
-- the newest valid entry that gives each, as one source may give prices and another costs.
with asked as (

    select distinct
        products.product,
        stops.production_date
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('int_stop_products') }} as products on stops.stop_id = products.stop_id
    where products.product is not null

),

valid_prices as (

    select
        asked.product,
        asked.production_date,
        prices.price,
        prices.variable_cost,
        prices.currency,
        coalesce(prices.valid_from, cast('0001-01-01' as date)) as valid_from
    from asked
    inner join {{ ref('stg_lake__prices') }} as prices
        on
            asked.product = prices.product
            and asked.production_date >= coalesce(prices.valid_from, asked.production_date)
            and asked.production_date <= coalesce(prices.valid_to, asked.production_date)

)

select
    product,
    production_date,
    max_by(price, valid_from) filter (where price is not null) as price,
    max_by(variable_cost, valid_from) filter (where variable_cost is not null) as variable_cost,
    max_by(currency, valid_from) filter (where price is not null) as currency
from valid_prices
group by product, production_date
