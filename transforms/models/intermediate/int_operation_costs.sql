-- What one unit of each product has cost, truly variable, when it leaves a work unit, per production day: the routing's
-- cumulative cost of the work unit's own operation, else of its line's; at a line's exit the product's whole variable cost. Else
-- NULL and named: the whole cost would be too much for a unit that is lost on the way.
with asked as (

    select
        products.*,
        units.line,
        units.line_exit,
        units.currency
    from {{ ref('int_costed_products') }} as products
    inner join {{ ref('stg_plant__work_units') }} as units on products.work_unit = units.work_unit

),

routings as (

    select
        routings.product,
        routings.variable_cost,
        routings.currency,
        routings.source,
        routings.operation,
        coalesce(routings.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(routings.valid_to, cast('9999-12-31' as date)) as valid_to,
        aliases.level,
        aliases.object
    from {{ ref('stg_lake__routings') }} as routings
    inner join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias
    where routings.variable_cost is not null

),

ranked as (

    select
        asked.work_unit,
        asked.product,
        asked.production_date,
        routings.variable_cost,
        routings.currency,
        row_number() over (
            partition by asked.work_unit, asked.product, asked.production_date
            order by
                case when routings.level = 'work_unit' then 0 else 1 end asc,
                routings.valid_from desc,
                routings.variable_cost desc,
                routings.source asc
        ) as preference
    from asked
    inner join routings
        on
            asked.product = routings.product
            and asked.production_date >= routings.valid_from
            and asked.production_date <= routings.valid_to
            and (
                (routings.level = 'work_unit' and asked.work_unit = routings.object)
                or (routings.level = 'line' and asked.line = routings.object)
            )

),

final as (

    select
        asked.work_unit,
        asked.product,
        asked.production_date,
        case
            when ranked.work_unit is not null then ranked.variable_cost * exchange.rate
            when asked.work_unit = asked.line_exit then amounts.variable_cost
        end as variable_cost,
        case
            when ranked.work_unit is not null and exchange.rate is null
                then concat('no exchange rate from ', coalesce(ranked.currency, 'no currency'), ' to ', asked.currency)
            when ranked.work_unit is not null then null
            when asked.work_unit = asked.line_exit then amounts.variable_cost_missing
            else concat('no variable cost of product ', asked.product, ' up to the work unit')
        end as missing
    from asked
    left join ranked
        on
            asked.work_unit = ranked.work_unit
            and asked.product = ranked.product
            and asked.production_date = ranked.production_date
            and ranked.preference = 1
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            ranked.currency = exchange.from_currency
            and asked.currency = exchange.to_currency
            and asked.production_date >= exchange.valid_from
            and asked.production_date < exchange.valid_before
    left join {{ ref('int_product_values') }} as amounts
        on
            asked.product = amounts.product
            and asked.production_date = amounts.production_date
            and asked.currency = amounts.currency

)

select * from final
