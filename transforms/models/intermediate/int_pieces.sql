-- One row per piece of a work unit's calendar time within which nothing changes: state, order, product, shift, planned stop,
-- production day. The newest boundary of each layer is a running maximum of time; its values are joined back by equality.
with instants as (

    select
        work_unit,
        ts_utc,
        max(ts_utc) filter (where layer = 'state') as state_utc,
        max(ts_utc) filter (where layer = 'order') as order_utc,
        max(ts_utc) filter (where layer = 'product') as product_utc,
        max(ts_utc) filter (where layer = 'shift') as shift_utc,
        max(ts_utc) filter (where layer = 'planned') as planned_utc,
        max(ts_utc) filter (where layer = 'silence') as silence_utc,
        max(ts_utc) filter (where layer = 'day') as day_utc
    from {{ ref('int_boundaries') }}
    group by work_unit, ts_utc

),

swept as (

    select
        work_unit,
        ts_utc as start_utc,
        lead(ts_utc) over (partition by work_unit order by ts_utc) as end_utc,
        max(state_utc) over so_far as state_utc,
        max(order_utc) over so_far as order_utc,
        max(product_utc) over so_far as product_utc,
        max(shift_utc) over so_far as shift_utc,
        max(planned_utc) over so_far as planned_utc,
        max(silence_utc) over so_far as silence_utc,
        max(day_utc) over so_far as day_utc
    from instants
    window so_far as (partition by work_unit order by ts_utc rows between unbounded preceding and current row)

),

inside as (

    select
        swept.*,
        windows.site,
        windows.edge_utc,
        coalesce(swept.start_utc >= windows.edge_utc or swept.start_utc < windows.first_utc, true) as is_beyond_data
    from swept
    inner join {{ ref('int_unit_windows') }} as windows on swept.work_unit = windows.work_unit
    where swept.start_utc >= windows.starts_utc and swept.start_utc < windows.ends_utc

),

final as (

    select
        inside.work_unit,
        inside.site,
        inside.start_utc,
        inside.end_utc,
        {{ us_between('inside.start_utc', 'inside.end_utc') }} as duration_us,
        coalesce(inside.end_utc = inside.edge_utc, false) as is_at_edge,
        days.production_date,
        shift_points.shift_id,
        planned.kind as planned_kind,
        planned.reason as planned_reason,
        coalesce(silences.is_silent, 0) = 1 or inside.is_beyond_data or states.ts_utc is null as is_without_data,
        states.state,
        states.raw_state,
        states.reason,
        states.ts_utc as state_since_utc,
        orders.value as order_id,
        coalesce(products.value, dim_orders.product) as product
    from inside
    left join {{ ref('stg_plant__production_days') }} as days
        on inside.site = days.site and inside.day_utc = days.start_utc
    left join {{ ref('int_shift_points') }} as shift_points
        on inside.work_unit = shift_points.work_unit and inside.shift_utc = shift_points.ts_utc
    left join {{ ref('int_planned_points') }} as planned_points
        on inside.work_unit = planned_points.work_unit and inside.planned_utc = planned_points.ts_utc
    left join {{ ref('stg_plant__planned_stops') }} as planned
        on planned_points.work_unit = planned.work_unit and planned_points.planned_start_utc = planned.start_utc
    left join {{ ref('int_silence_points') }} as silences
        on inside.work_unit = silences.work_unit and inside.silence_utc = silences.ts_utc
    left join {{ ref('int_state_points') }} as states
        on inside.work_unit = states.work_unit and inside.state_utc = states.ts_utc
    left join {{ ref('int_order_points') }} as orders
        on inside.work_unit = orders.work_unit and inside.order_utc = orders.ts_utc and orders.layer = 'order'
    left join {{ ref('int_order_points') }} as products
        on inside.work_unit = products.work_unit and inside.product_utc = products.ts_utc and products.layer = 'product'
    left join {{ ref('stg_lake__orders') }} as dim_orders on orders.value = dim_orders.order_id

)

select * from final
