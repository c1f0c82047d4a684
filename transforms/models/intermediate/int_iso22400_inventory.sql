{{ config(materialized='view') }}

-- One row per level, object and period with stock counts: average inventory, each product's mean of its days' means, and what
-- left that stock: issues and consumption of the products counted there.
with places as (

    select * from {{ ref('int_iso22400_places') }}

),

aliases as (

    select * from {{ ref('stg_plant__aliases') }}

),

counted as (

    select distinct
        product,
        work_centre
    from {{ ref('stg_lake__inventory_levels') }}

),

booked as (

    select
        product,
        work_centre,
        ts_utc,
        'level' as what,
        quantity,
        unit
    from {{ ref('stg_lake__inventory_levels') }}

    union all

    select
        movements.product,
        movements.work_centre,
        movements.ts_utc,
        'throughput' as what,
        movements.quantity,
        movements.unit
    from {{ ref('stg_lake__inventory_movements') }} as movements
    inner join counted on movements.product = counted.product and movements.work_centre = counted.work_centre
    where movements.kind in ('issue', 'consumption')

),

by_day as (

    select
        places.level,
        places.object,
        booked.work_centre,
        booked.product,
        days.production_date,
        avg(case when booked.what = 'level' then cast(booked.quantity as decimal(28, 9)) end) as level_quantity,
        sum(case when booked.what = 'throughput' then cast(booked.quantity as decimal(28, 9)) end) as throughput_quantity,
        min(coalesce(booked.unit, products.unit, '')) as first_unit,
        max(coalesce(booked.unit, products.unit, '')) as last_unit
    from booked
    inner join aliases on booked.work_centre = aliases.alias
    inner join places on aliases.level = places.place_level and aliases.object = places.place
    inner join {{ ref('stg_plant__production_days') }} as days
        on places.site = days.site and booked.ts_utc >= days.start_utc and booked.ts_utc < days.end_utc
    left join {{ ref('stg_lake__products') }} as products on booked.product = products.product
    group by places.level, places.object, booked.work_centre, booked.product, days.production_date

),

by_product as (

    select
        by_day.level,
        by_day.object,
        by_day.product,
        periods.period_kind,
        periods.period_start,
        avg(cast(by_day.level_quantity as decimal(28, 9))) as level_quantity,
        coalesce(sum(by_day.throughput_quantity), 0) as throughput_quantity,
        min(by_day.first_unit) as first_unit,
        max(by_day.last_unit) as last_unit
    from by_day
    inner join {{ ref('int_iso22400_periods') }} as periods on by_day.production_date = periods.production_date
    group by by_day.level, by_day.object, by_day.work_centre, by_day.product, periods.period_kind, periods.period_start

),

final as (

    select
        level,
        object,
        period_kind,
        period_start,
        case when min(first_unit) = max(last_unit) then sum(cast(level_quantity as decimal(28, 9))) end as average_inventory,
        case when min(first_unit) = max(last_unit) then sum(throughput_quantity) end as throughput_quantity
    from by_product
    where level_quantity is not null
    group by level, object, period_kind, period_start

)

select * from final
