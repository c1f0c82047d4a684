-- The quantities of each closed MES operation laid onto the time between its start and its finish, by the rule of the counters.
-- Order and product are the operation's own, as several may run at once.
with operations as (

    select
        operations.*,
        units.counts_from
    from {{ ref('int_operations') }} as operations
    inner join {{ ref('stg_plant__work_units') }} as units on operations.work_unit = units.work_unit
    where units.counts_from = 'mes' and not operations.is_open

),

segments as (

    select * from {{ ref('int_hour_segments') }}

),

stretches as (

    select
        operations.operation_key,
        operations.work_unit,
        operations.order_id,
        operations.product,
        operations.kind,
        operations.good_quantity,
        operations.reject_quantity,
        operations.held_quantity,
        segments.start_utc,
        case
            when segments.bucket in ('producing', 'unknown')
                then
                    {{ us_between(
                        'greatest(operations.start_utc, segments.start_utc)', 'least(operations.end_utc, segments.end_utc)'
                    ) }}
            else 0
        end as productive_us
    from operations
    inner join segments
        on
            operations.work_unit = segments.work_unit
            and operations.end_utc >= segments.start_utc
            and operations.start_utc < segments.end_utc
            and (operations.end_utc > segments.start_utc or operations.start_utc = operations.end_utc)

),

progressed as (

    select
        *,
        cast(sum(productive_us) over (partition by operation_key) as bigint) as whole_us,
        cast(sum(productive_us) over (
            partition by operation_key order by start_utc rows between unbounded preceding and current row
        ) as bigint) as passed_us,
        row_number() over (partition by operation_key order by start_utc desc) as position_from_end
    from stretches

),

final as (

    select
        work_unit,
        start_utc as segment_start_utc,
        order_id,
        product,
        kind,
        {{ sum_of_share('good_quantity') }} as good_quantity,
        {{ sum_of_share('reject_quantity') }} as reject_quantity,
        {{ sum_of_share('held_quantity') }} as held_quantity
    from progressed
    group by work_unit, start_utc, order_id, product, kind

)

select * from final
