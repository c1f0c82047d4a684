-- The order and product that a stop kept from being made: the running one, else the next that the work unit takes up.
with segments as (

    select
        work_unit,
        start_utc,
        order_id,
        product
    from {{ ref('int_segments') }}

),

with_next as (

    select
        *,
        min(case when product is not null then start_utc end) over (
            partition by work_unit order by start_utc rows between current row and unbounded following
        ) as product_utc
    from segments

),

final as (

    select
        stops.stop_id,
        at_start.order_id,
        next_made.product
    from {{ ref('int_stops') }} as stops
    inner join with_next as at_start
        on stops.work_unit = at_start.work_unit and stops.start_utc = at_start.start_utc
    left join segments as next_made
        on at_start.work_unit = next_made.work_unit and at_start.product_utc = next_made.start_utc

)

select * from final
