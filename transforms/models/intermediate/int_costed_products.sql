-- One row per work unit, product and production day whose money is asked for: what was made, ran, or was kept from being made.
with asked as (

    select
        work_unit,
        product,
        production_date
    from {{ ref('int_segments') }}

    union

    select
        work_unit,
        product,
        production_date
    from {{ ref('int_production') }}

    union

    select
        stops.work_unit,
        products.product,
        stops.production_date
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('int_stop_products') }} as products on stops.stop_id = products.stop_id

)

select * from asked
where product is not null
