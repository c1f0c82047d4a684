-- What OT and IT say apart from one another: a row for each thing that found no counterpart, with what hangs on it.
with maintenance as (

    select
        case
            when maintenance_order is null then 'failure without maintenance order'
            else 'maintenance order without stop'
        end as gap,
        coalesce(maintenance_order, stop_id) as subject,
        work_unit,
        unjoined_because as detail,
        cast(1 as bigint) as row_count,
        cast(duration_s as double) as duration_s,
        cast(null as double) as gap_quantity,
        coalesce(start_utc, order_begins_utc) as first_seen_utc,
        coalesce(end_utc, order_ends_utc) as last_seen_utc
    from {{ ref('failure_orders') }}
    where unjoined_because is not null

),

final as (

    select * from {{ ref('int_unjoined_keys') }}
    union all
    select * from {{ ref('int_unjoined_orders') }}
    union all
    select * from {{ ref('int_unjoined_products') }}
    union all
    select * from {{ ref('int_unjoined_reason_codes') }}
    union all
    select * from maintenance

)

select
    final.gap,
    final.subject,
    final.work_unit,
    units.line,
    units.site,
    final.detail,
    final.row_count,
    final.duration_s,
    final.gap_quantity,
    final.first_seen_utc,
    final.last_seen_utc
from final
left join {{ ref('stg_plant__work_units') }} as units on final.work_unit = units.work_unit
