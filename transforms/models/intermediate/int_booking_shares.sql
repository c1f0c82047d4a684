-- The quantities of each booking laid onto the time between its start and its finish, by the rule of the counters. Order and
-- product are the booking's own, as several may run at once.
with bookings as (

    select * from {{ ref('int_bookings') }}

),

segments as (

    select * from {{ ref('int_hour_segments') }}

),

stretches as (

    select
        bookings.basis,
        bookings.booking_key,
        bookings.work_unit,
        bookings.order_id,
        bookings.product,
        bookings.kind,
        coalesce(bookings.good_quantity, 0) as good_quantity,
        coalesce(bookings.reject_quantity, 0) as reject_quantity,
        coalesce(bookings.rework_quantity, 0) as rework_quantity,
        coalesce(bookings.held_quantity, 0) as held_quantity,
        segments.start_utc,
        case
            when segments.bucket in ('producing', 'unknown')
                then
                    {{ us_between(
                        'greatest(bookings.start_utc, segments.start_utc)', 'least(bookings.end_utc, segments.end_utc)'
                    ) }}
            else 0
        end as productive_us
    from bookings
    inner join segments
        on
            bookings.work_unit = segments.work_unit
            and bookings.end_utc >= segments.start_utc
            and bookings.start_utc < segments.end_utc
            and (bookings.end_utc > segments.start_utc or bookings.start_utc = bookings.end_utc)

),

progressed as (

    select
        *,
        cast(sum(productive_us) over (partition by basis, booking_key) as bigint) as whole_us,
        cast(sum(productive_us) over (
            partition by basis, booking_key order by start_utc rows between unbounded preceding and current row
        ) as bigint) as passed_us,
        row_number() over (partition by basis, booking_key order by start_utc desc) as position_from_end
    from stretches

),

final as (

    select
        basis,
        work_unit,
        start_utc as segment_start_utc,
        order_id,
        product,
        kind,
        {{ sum_of_share('good_quantity') }} as good_quantity,
        {{ sum_of_share('reject_quantity') }} as reject_quantity,
        {{ sum_of_share('rework_quantity') }} as rework_quantity,
        {{ sum_of_share('held_quantity') }} as held_quantity,
        {{ sum_of_unplaced('good_quantity + reject_quantity + rework_quantity + held_quantity') }} as unplaced_quantity
    from progressed
    group by basis, work_unit, start_utc, order_id, product, kind

)

select * from final
