-- Time of machines that no known order has, or that several have, in running and in stops, and its cost. Columns as in join_gaps.
with {% for name, gap, subject, condition in [
    (
        'unknown_orders', 'machine time of an order that no system planned', 'segments.order_id',
        "segments.bucket in ('producing', 'changeover') and segments.order_id is not null and orders.order_id is null"
    ),
    (
        'time_without_order', 'machine time without order', 'segments.work_unit',
        "segments.bucket = 'producing' and segments.order_id is null"
    )
] %}
{{ name }} as (

    select
        '{{ gap }}' as gap,
        {{ subject }} as subject,
        segments.work_unit,
        cast(null as varchar) as detail,
        count(*) as row_count,
        sum(cast(segments.duration_s as double)) as duration_s,
        cast(null as double) as gap_quantity,
        min(segments.start_utc) as first_seen_utc,
        max(segments.end_utc) as last_seen_utc,
        {{ sum_of_money('segments.duration_s / 3600.0 * rates.rate_per_h') }} as gap_cost,
        'rates of an hour' as gap_cost_from,
        max(rates.currency) as currency,
        {{ joined_texts('rates.missing') }} as cost_missing
    from {{ ref('fct_time_segments') }} as segments
    {{ join_hour_rates('segments.work_unit', 'segments.production_date') }}
    left join {{ ref('staged_orders') }} as orders on segments.order_id = orders.order_id
    where {{ condition }}
    group by {{ subject }}{{ ', segments.work_unit' if subject != 'segments.work_unit' }}

),

{% endfor %}
contested_times as (

    select
        'machine time booked to several orders' as gap,
        times.work_unit as subject,
        times.work_unit,
        times.several_orders as detail,
        cast(sum(times.row_count) as bigint) as row_count,
        sum(cast(times.duration_s as double)) as duration_s,
        cast(null as double) as gap_quantity,
        min(times.start_utc) as first_seen_utc,
        max(times.end_utc) as last_seen_utc,
        {{ sum_of_money('times.duration_s / 3600.0 * rates.rate_per_h') }} as gap_cost,
        'rates of an hour' as gap_cost_from,
        max(rates.currency) as currency,
        {{ joined_texts('rates.missing') }} as cost_missing
    from {{ ref('int_contested_times') }} as times
    {{ join_hour_rates('times.work_unit', 'times.production_date') }}
    group by times.work_unit, times.several_orders

),

stops_without_order as (

    select
        'stop without order' as gap,
        work_unit as subject,
        work_unit,
        cast(null as varchar) as detail,
        count(*) as row_count,
        sum(cast(duration_s as double)) as duration_s,
        cast(null as double) as gap_quantity,
        min(start_utc) as first_seen_utc,
        max(end_utc) as last_seen_utc,
        {{ sum_of_money('cost') }} as gap_cost,
        'cost of the stops' as gap_cost_from,
        max(currency) as currency,
        {{ joined_texts('cost_missing') }} as cost_missing
    from {{ ref('fct_stops') }}
    where order_id is null
    group by work_unit

),

final as (

    select * from unknown_orders
    union all
    select * from time_without_order
    union all
    select * from contested_times
    union all
    select * from stops_without_order

)

select * from final
