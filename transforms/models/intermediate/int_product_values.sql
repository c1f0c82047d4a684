-- Price, variable cost, salvage value and rework cost of each product and production day in a site's currency: of each the newest
-- valid entry, as one source may give prices and another costs. One that is missing is NULL and named.
with asked as (

    select distinct
        products.product,
        products.production_date,
        units.currency
    from {{ ref('int_costed_products') }} as products
    inner join {{ ref('stg_plant__work_units') }} as units on products.work_unit = units.work_unit

),

amounts as (

    {% for kind in ['price', 'variable_cost', 'salvage_value', 'rework_cost'] %}
    select
        '{{ kind }}' as kind,
        product,
        {{ kind }} as amount,
        currency,
        source,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(valid_to, cast('9999-12-31' as date)) as valid_to
    from {{ ref('stg_lake__prices') }}
    where {{ kind }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

ranked as (

    select
        asked.product,
        asked.production_date,
        asked.currency,
        amounts.kind,
        amounts.amount * exchange.rate as amount,
        case
            when exchange.rate is null then concat('no exchange rate from ', amounts.currency, ' to ', asked.currency)
        end as missing,
        row_number() over (
            partition by asked.product, asked.production_date, asked.currency, amounts.kind
            order by amounts.valid_from desc, amounts.source asc
        ) as preference
    from asked
    inner join amounts
        on
            asked.product = amounts.product
            and asked.production_date >= amounts.valid_from
            and asked.production_date <= amounts.valid_to
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            amounts.currency = exchange.from_currency
            and asked.currency = exchange.to_currency
            and asked.production_date >= exchange.valid_from
            and asked.production_date < exchange.valid_before

),

final as (

    select
        {% for kind in ['price', 'variable_cost', 'salvage_value', 'rework_cost'] %}
        max(ranked.amount) filter (where ranked.kind = '{{ kind }}') as {{ kind }},
        case
            when count(ranked.kind) filter (where ranked.kind = '{{ kind }}') = 0
                then concat('no valid {{ kind | replace("_", " ") }} for product ', asked.product)
            else max(ranked.missing) filter (where ranked.kind = '{{ kind }}')
        end as {{ kind }}_missing,
        {% endfor %}
        asked.product,
        asked.production_date,
        asked.currency
    from asked
    left join ranked
        on
            asked.product = ranked.product
            and asked.production_date = ranked.production_date
            and asked.currency = ranked.currency
            and ranked.preference = 1
    group by asked.product, asked.production_date, asked.currency

)

select * from final
