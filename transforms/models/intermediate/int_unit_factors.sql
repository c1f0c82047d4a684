-- What one of a unit is in the product's own unit of measure: as the product's own conversions say, else as general ones do, in
-- either direction. One row per product and unit that some quantity of it is told in; NULL where nobody says.
with told as (

    {% for entity in ['confirmations', 'operations', 'orders', 'order_operations'] %}
    select
        {{ 'orders.product' if entity == 'order_operations' else 'told.product' }} as product,
        told.unit
    from {{ ref('stg_lake__' ~ entity) }} as told
    {% if entity == 'order_operations' %}
    inner join {{ ref('stg_lake__orders') }} as orders on told.order_id = orders.order_id
    {% endif %}
    {{ 'union' if not loop.last }}
    {% endfor %}

    union

    -- A confirmation or an operation often names its order alone.
    select
        orders.product,
        confirmations.unit
    from {{ ref('stg_lake__confirmations') }} as confirmations
    inner join {{ ref('stg_lake__orders') }} as orders on confirmations.order_id = orders.order_id

    union

    select
        orders.product,
        operations.unit
    from {{ ref('stg_lake__operations') }} as operations
    inner join {{ ref('stg_lake__orders') }} as orders on operations.order_id = orders.order_id

),

asked as (

    select
        told.product,
        told.unit,
        products.unit as product_unit
    from told
    inner join {{ ref('stg_lake__products') }} as products on told.product = products.product
    where told.unit is not null and products.unit is not null

),

conversions as (

    select
        product,
        from_unit,
        to_unit,
        factor,
        source
    from {{ ref('stg_lake__unit_conversions') }}

    union all

    select
        product,
        to_unit as from_unit,
        from_unit as to_unit,
        1 / factor as factor,
        source
    from {{ ref('stg_lake__unit_conversions') }}

),

ranked as (

    select
        asked.product,
        asked.unit,
        asked.product_unit,
        case when asked.unit = asked.product_unit then 1.0 else conversions.factor end as factor,
        row_number() over (
            partition by asked.product, asked.unit
            order by
                case when conversions.product is not null then 0 else 1 end asc,
                conversions.source asc,
                conversions.factor asc
        ) as preference
    from asked
    left join conversions
        on
            asked.unit = conversions.from_unit
            and asked.product_unit = conversions.to_unit
            and (conversions.product is null or asked.product = conversions.product)

)

select
    product,
    unit,
    product_unit,
    factor
from ranked
where preference = 1
