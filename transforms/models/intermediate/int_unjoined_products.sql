-- Products that were made and have no cycle time, price or cost. Columns as in join_gaps.
with products as (

    select
        production.product,
        production.work_unit,
        max(case when production.ideal_cycle_s is null then 1 else 0 end) as lacks_cycle,
        sum(case when production.ideal_cycle_s is null then cast(production.total_count as double) end) as uncycled,
        sum(cast(production.total_count as double)) as made,
        min(production.hour_utc) as first_utc,
        max(production.hour_utc) as last_utc
    from {{ ref('fct_production') }} as production
    where production.product is not null
    group by production.product, production.work_unit

),

run_times as (

    select
        segments.product,
        segments.work_unit,
        sum(cast(segments.duration_s as double)) as producing_s,
        {{ sum_of_money('segments.duration_s / 3600.0 * rates.rate_per_h') }} as cost,
        max(rates.currency) as currency,
        {{ joined_texts('rates.missing') }} as cost_missing
    from {{ ref('fct_time_segments') }} as segments
    {{ join_hour_rates('segments.work_unit', 'segments.production_date') }}
    where segments.bucket = 'producing'
    group by segments.product, segments.work_unit

),

products_without_cycle as (

    select
        'product without cycle time' as gap,
        products.product as subject,
        products.work_unit,
        cast(null as varchar) as detail,
        cast(1 as bigint) as row_count,
        run_times.producing_s as duration_s,
        products.uncycled as gap_quantity,
        products.first_utc as first_seen_utc,
        products.last_utc as last_seen_utc,
        run_times.cost as gap_cost,
        'rates of an hour' as gap_cost_from,
        run_times.currency,
        run_times.cost_missing
    from products
    left join run_times on products.product = run_times.product and products.work_unit = run_times.work_unit
    where products.lacks_cycle = 1

),

prices as (

    select
        product,
        max(price) as price,
        max(variable_cost) as variable_cost
    from {{ ref('staged_prices') }}
    group by product

),

products_without_price as (

    select
        'product without price' as gap,
        products.product as subject,
        cast(null as varchar) as work_unit,
        case
            when max(prices.variable_cost) is not null then 'it has a cost and no price'
            when max(prices.price) is not null then 'it has a price and no variable cost'
            else 'it has neither price nor cost'
        end as detail,
        cast(1 as bigint) as row_count,
        sum(run_times.producing_s) as duration_s,
        sum(products.made) as gap_quantity,
        min(products.first_utc) as first_seen_utc,
        max(products.last_utc) as last_seen_utc,
        cast(null as double) as gap_cost,
        cast(null as varchar) as gap_cost_from,
        cast(null as varchar) as currency,
        'its price or cost is what is missing' as cost_missing
    from products
    left join run_times on products.product = run_times.product and products.work_unit = run_times.work_unit
    left join prices on products.product = prices.product
    group by products.product
    having max(prices.price) is null or max(prices.variable_cost) is null

),

final as (

    select * from products_without_cycle
    union all
    select * from products_without_price

)

select * from final
