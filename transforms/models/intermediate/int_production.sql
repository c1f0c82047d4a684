-- Counts per work unit, hour, shift, order and product, apart for time with a known state and without.
with shares as (

    select
        work_unit,
        segment_start_utc,
        sum(quantity) filter (where signal = 'total_count') as total_count,
        sum(quantity) filter (where signal = 'good_count') as good_count,
        sum(quantity) filter (where signal = 'reject_count') as reject_count,
        sum(quantity) filter (where signal = 'rework_count') as rework_count
    from {{ ref('int_counter_shares') }}
    group by work_unit, segment_start_utc

),

from_counters as (

    select
        shares.work_unit,
        shares.segment_start_utc,
        segments.order_id,
        segments.product,
        case
            when measures.has_total then coalesce(shares.total_count, 0)
            when measures.quality_basis = 'counter' then coalesce(shares.good_count, 0) + coalesce(shares.reject_count, 0)
            else coalesce(shares.good_count, 0)
        end as total_count,
        case
            when measures.has_good then coalesce(shares.good_count, 0)
            when measures.has_reject
                then coalesce(shares.total_count, 0) - coalesce(shares.reject_count, 0) - coalesce(shares.rework_count, 0)
            else coalesce(shares.total_count, 0)
        end as good_count,
        case
            when measures.has_reject then coalesce(shares.reject_count, 0)
            when measures.has_total and measures.has_good
                then coalesce(shares.total_count, 0) - coalesce(shares.good_count, 0) - coalesce(shares.rework_count, 0)
            else 0
        end as reject_count,
        0 as held_count,
        coalesce(shares.rework_count, 0) as rework_count
    from shares
    inner join {{ ref('int_unit_measures') }} as measures
        on shares.work_unit = measures.work_unit and measures.basis = 'counter'
    inner join {{ ref('int_hour_segments') }} as segments
        on shares.work_unit = segments.work_unit and shares.segment_start_utc = segments.start_utc

),

from_operations as (

    select
        work_unit,
        segment_start_utc,
        order_id,
        product,
        case
            when kind = 'rework' then 0
            else coalesce(good_quantity, 0) + coalesce(reject_quantity, 0) + coalesce(held_quantity, 0)
        end as total_count,
        case when kind = 'rework' then 0 else coalesce(good_quantity, 0) end as good_count,
        coalesce(reject_quantity, 0) as reject_count,
        coalesce(held_quantity, 0) as held_count,
        case when kind = 'rework' then coalesce(good_quantity, 0) else 0 end as rework_count
    from {{ ref('int_operation_shares') }}

),

counts as (

    select * from from_counters
    union all
    select * from from_operations

),

final as (

    select
        counts.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        counts.order_id,
        counts.product,
        segments.bucket = 'unknown' as is_in_unknown,
        sum(counts.total_count) as total_count,
        sum(counts.good_count) as good_count,
        sum(counts.reject_count) as reject_count,
        sum(counts.held_count) as held_count,
        sum(counts.rework_count) as rework_count
    from counts
    inner join {{ ref('int_hour_segments') }} as segments
        on counts.work_unit = segments.work_unit and counts.segment_start_utc = segments.start_utc
    group by
        counts.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        counts.order_id,
        counts.product,
        segments.bucket = 'unknown'

)

select * from final
