-- Counts per work unit, hour, shift, order and product, apart for time with a known state and without, and for start-ups.
with final as (

    select
        {% for kind in ['total', 'good', 'reject', 'rework', 'held', 'reworked', 'reworked_reject', 'unplaced'] %}
        sum(counts.{{ kind }}_count) as {{ kind }}_count,
        {% endfor %}
        counts.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        counts.order_id,
        counts.product,
        segments.bucket = 'unknown' as is_in_unknown,
        segments.is_startup
    from {{ ref('int_segment_counts') }} as counts
    inner join {{ ref('int_hour_segments') }} as segments
        on counts.work_unit = segments.work_unit and counts.segment_start_utc = segments.start_utc
    group by
        counts.work_unit,
        segments.hour_utc,
        segments.production_date,
        segments.shift_id,
        counts.order_id,
        counts.product,
        segments.bucket = 'unknown',
        segments.is_startup

)

select * from final
