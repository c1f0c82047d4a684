-- Quantities as each basis (counter, mes, erp) has them, whichever the work unit is configured to be counted by: one row per
-- piece of time, order, product and basis. A quantity is NULL where its basis does not measure it. Order and product of a
-- counter are those that ran; of a booking its own.
with counted as (

    select
        work_unit,
        segment_start_utc,
        coalesce(sum(quantity) filter (where signal = 'total_count'), 0) as total_count,
        coalesce(sum(quantity) filter (where signal = 'good_count'), 0) as good_count,
        coalesce(sum(quantity) filter (where signal = 'reject_count'), 0) as reject_count,
        coalesce(sum(quantity) filter (where signal = 'rework_count'), 0) as rework_count,
        coalesce(sum(unplaced_quantity) filter (where signal = 'total_count'), 0) as unplaced_total_count,
        coalesce(sum(unplaced_quantity) filter (where signal != 'total_count'), 0) as unplaced_parts_count
    from {{ ref('int_counter_shares') }}
    group by work_unit, segment_start_utc

),

from_counters as (

    select
        'counter' as basis,
        counted.work_unit,
        counted.segment_start_utc,
        segments.order_id,
        segments.product,
        case
            when measures.has_total then counted.total_count
            when measures.has_good and measures.has_reject
                then counted.good_count + counted.reject_count + counted.rework_count
        end as total_count,
        case
            when measures.has_good then counted.good_count
            when measures.has_total and measures.has_reject
                then counted.total_count - counted.reject_count - counted.rework_count
        end as good_count,
        case
            when measures.has_reject then counted.reject_count
            when measures.has_total and measures.has_good
                then counted.total_count - counted.good_count - counted.rework_count
        end as reject_count,
        case when measures.has_rework then counted.rework_count end as rework_count,
        cast(null as double) as held_count,
        cast(null as double) as reworked_count,
        cast(null as double) as reworked_reject_count,
        case when measures.has_total then counted.unplaced_total_count else counted.unplaced_parts_count end as unplaced_count
    from counted
    inner join {{ ref('int_unit_measures') }} as measures on counted.work_unit = measures.work_unit
    inner join {{ ref('int_hour_segments') }} as segments
        on counted.work_unit = segments.work_unit and counted.segment_start_utc = segments.start_utc

),

from_bookings as (

    select
        basis,
        work_unit,
        segment_start_utc,
        order_id,
        product,
        case when kind = 'rework' then 0 else good_quantity + reject_quantity + rework_quantity + held_quantity end
            as total_count,
        case when kind = 'rework' then 0 else good_quantity end as good_count,
        case when kind = 'rework' then 0 else reject_quantity end as reject_count,
        case when kind = 'rework' then 0 else rework_quantity end as rework_count,
        case when kind = 'rework' then 0 when basis = 'mes' then held_quantity end as held_count,
        case when kind = 'rework' then good_quantity + reject_quantity else 0 end as reworked_count,
        case when kind = 'rework' then reject_quantity else 0 end as reworked_reject_count,
        unplaced_quantity as unplaced_count
    from {{ ref('int_booking_shares') }}

),

final as (

    select * from from_counters
    union all
    select * from from_bookings

)

select * from final
