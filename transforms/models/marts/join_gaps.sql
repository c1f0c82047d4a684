-- What OT and IT say apart from one another: a row for each thing that found no counterpart, with what hangs on it in time, units
-- and money. Time costs the rates of its hours, units what they were planned to cost, a stop what it cost, a maintenance order
-- what was booked on it.
with maintenance as (

    select
        failures.*,
        coalesce(units.currency, {{ only_currency() }}) as site_currency,
        case when failures.maintenance_order is null then stops.cost else orders.own_cost * exchange.rate end as gap_cost,
        case
            when failures.maintenance_order is null then stops.cost_missing
            when orders.own_cost is null then concat('no labour cost of maintenance order ', failures.maintenance_order)
            when exchange.rate is null
                then concat('no exchange rate from ', coalesce(orders.currency, 'no currency'), ' to the site''s')
        end as cost_missing
    from {{ ref('failure_orders') }} as failures
    left join {{ ref('stg_plant__work_units') }} as units on failures.work_unit = units.work_unit
    left join {{ ref('fct_stops') }} as stops on failures.stop_id = stops.stop_id
    left join {{ ref('int_maintenance_orders') }} as orders
        on failures.source = orders.source and failures.maintenance_order = orders.maintenance_order
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            orders.currency = exchange.from_currency
            and coalesce(units.currency, {{ only_currency() }}) = exchange.to_currency
            and cast(orders.begins_utc as date) >= exchange.valid_from
            and cast(orders.begins_utc as date) < exchange.valid_before
    where failures.unjoined_because is not null

),

final as (

    select * from {{ ref('int_unjoined_keys') }}
    union all
    select * from {{ ref('int_unjoined_times') }}
    union all
    select * from {{ ref('int_unjoined_orders') }}
    union all
    select * from {{ ref('int_unjoined_products') }}
    union all
    select * from {{ ref('int_unjoined_reason_codes') }}
    union all
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
        coalesce(end_utc, order_ends_utc) as last_seen_utc,
        gap_cost,
        case when maintenance_order is null then 'cost of the stops' else 'labour and parts' end as gap_cost_from,
        site_currency as currency,
        cost_missing
    from maintenance

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
    final.gap_cost,
    case when final.gap_cost is not null then final.gap_cost_from end as gap_cost_from,
    case when final.gap_cost is not null then final.currency end as currency,
    final.cost_missing,
    final.first_seen_utc,
    final.last_seen_utc
from final
left join {{ ref('stg_plant__work_units') }} as units on final.work_unit = units.work_unit
