-- The energy drawn in each whole stop, and what it cost at the price of the stop's production day; none is charged where another
-- unit of the line caused the stop.
with drawn as (

    select
        segments.stop_id,
        sum(shares.energy_kwh) as idle_kwh
    from {{ ref('int_energy_shares') }} as shares
    inner join {{ ref('int_hour_segments') }} as hours
        on shares.work_unit = hours.work_unit and shares.segment_start_utc = hours.start_utc
    inner join {{ ref('int_segments') }} as segments on hours.segment_id = segments.segment_id
    where segments.stop_id is not null
    group by segments.stop_id

),

metered as (

    select distinct work_unit
    from {{ ref('stg_plant__tags') }}
    where signal in ('energy', 'power')

)

select
    stops.stop_id,
    case
        when stops.caused_by is not null then 0
        else cast(drawn.idle_kwh as double) * prices.price_per_kwh
    end as idle_energy,
    case
        when metered.work_unit is null then 'no energy signal'
        when drawn.stop_id is null then 'no energy was measured'
        when prices.site is null then 'no energy price for the site'
    end as missing
from {{ ref('int_stops') }} as stops
inner join {{ ref('stg_plant__work_units') }} as units on stops.work_unit = units.work_unit
left join metered on stops.work_unit = metered.work_unit
left join drawn on stops.stop_id = drawn.stop_id
left join {{ ref('int_energy_prices') }} as prices
    on
        units.site = prices.site
        and stops.production_date >= prices.valid_from
        and stops.production_date < prices.valid_before
