-- One row per basis and stretch of a work unit's time with a constant set of running operations: how many, and of which order
-- and product, or of which several orders.
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

-- Operations that run at once give the stretch an order only where it is one: it may overlap itself, two are ambiguous. So with
-- the product.
agreed as (

    select
        {% for name in ['order_id', 'product'] %}
        case
            when count(operations.{{ name }}) = count(*) and min(operations.{{ name }}) = max(operations.{{ name }})
                then max(operations.{{ name }})
        end as {{ name }},
        {% endfor %}
        case when count(distinct operations.order_id) > 1 then {{ joined_texts('operations.order_id') }} end as several_orders,
        stretches.basis,
        stretches.work_unit,
        stretches.ts_utc
    from stretches
    inner join operations
        on
            stretches.basis = operations.basis
            and stretches.work_unit = operations.work_unit
            and stretches.ts_utc >= operations.start_utc
            and stretches.ts_utc < operations.end_utc
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
        agreed.order_id,
        agreed.product,
        agreed.several_orders
    from stretches
    left join agreed
        on
            stretches.basis = agreed.basis
            and stretches.work_unit = agreed.work_unit
            and stretches.ts_utc = agreed.ts_utc

)

select * from final
