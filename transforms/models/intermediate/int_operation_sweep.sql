-- One row per basis and stretch of a work unit's time with a constant set of running operations: how many, and which when it is
-- one.
with operations as (

    select * from {{ ref('int_running_operations') }}

),

changes as (

    select
        basis,
        work_unit,
        start_utc as ts_utc,
        case when kind = 'setup' then 0 else 1 end as run_change,
        case when kind = 'setup' then 1 else 0 end as setup_change
    from operations

    union all

    select
        basis,
        work_unit,
        end_utc as ts_utc,
        case when kind = 'setup' then 0 else -1 end as run_change,
        case when kind = 'setup' then -1 else 0 end as setup_change
    from operations

),

instants as (

    select
        basis,
        work_unit,
        ts_utc,
        sum(run_change) as run_change,
        sum(setup_change) as setup_change
    from changes
    group by basis, work_unit, ts_utc

),

stretches as (

    select
        basis,
        work_unit,
        ts_utc,
        lead(ts_utc) over (partition by basis, work_unit order by ts_utc) as next_utc,
        cast(sum(run_change) over (partition by basis, work_unit order by ts_utc) as bigint) as runs,
        cast(sum(setup_change) over (partition by basis, work_unit order by ts_utc) as bigint) as setups
    from instants

),

-- Alone on the unit, an operation gives the stretch its order and product; several at once give none.
alone as (

    select
        stretches.basis,
        stretches.work_unit,
        stretches.ts_utc,
        max(operations.order_id) as order_id,
        max(operations.product) as product
    from stretches
    inner join operations
        on
            stretches.basis = operations.basis
            and stretches.work_unit = operations.work_unit
            and stretches.ts_utc >= operations.start_utc
            and stretches.ts_utc < operations.end_utc
    where stretches.runs + stretches.setups = 1
    group by stretches.basis, stretches.work_unit, stretches.ts_utc

),

final as (

    select
        stretches.basis,
        stretches.work_unit,
        stretches.ts_utc,
        stretches.next_utc,
        stretches.runs,
        stretches.setups,
        alone.order_id,
        alone.product
    from stretches
    left join alone
        on
            stretches.basis = alone.basis
            and stretches.work_unit = alone.work_unit
            and stretches.ts_utc = alone.ts_utc

)

select * from final
