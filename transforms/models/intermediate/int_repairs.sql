{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- One row per breakdown and corrective maintenance order that belong together: on one work unit and overlapping in time; an order
-- that overlaps no breakdown belongs to those within the tolerance. Its labour and parts are shared over its breakdowns by their
-- length, in the site's currency by the rate of the breakdown's production day (kpis.md, Money).
with orders as (

    select
        orders.*,
        tolerances.maintenance_match_s
    from {{ ref('int_maintenance_orders') }} as orders
    cross join {{ ref('stg_plant__tolerances') }} as tolerances
    where orders.kind = 'corrective'

),

candidates as (

    select
        stops.stop_id,
        stops.work_unit,
        stops.production_date,
        stops.duration_us,
        orders.source,
        orders.maintenance_order,
        orders.own_cost,
        orders.currency as order_currency,
        case when stops.start_utc <= orders.ends_utc and stops.end_utc >= orders.begins_utc then 1 else 0 end as is_overlapping
    from {{ ref('int_stops') }} as stops
    inner join orders
        on
            stops.work_unit = orders.work_unit
            and stops.start_utc <= {{ add_seconds('orders.ends_utc', 'orders.maintenance_match_s') }}
            and stops.end_utc >= {{ add_seconds('orders.begins_utc', '-orders.maintenance_match_s') }}
    where stops.kind = 'breakdown' and stops.caused_by is null

),

judged as (

    select
        *,
        max(is_overlapping) over (partition by source, maintenance_order) as best
    from candidates

),

shared as (

    select
        *,
        cast(duration_us as double)
        / cast(sum(duration_us) over (partition by source, maintenance_order) as double) as share
    from judged
    where is_overlapping = best

),

final as (

    select
        shared.stop_id,
        shared.work_unit,
        shared.production_date,
        shared.source,
        shared.maintenance_order,
        shared.is_overlapping = 1 as is_overlapping,
        shared.share,
        shared.own_cost * shared.share * exchange.rate as repair,
        units.currency,
        case
            when shared.own_cost is null then concat('no labour cost of maintenance order ', shared.maintenance_order)
            when exchange.rate is null
                then concat('no exchange rate from ', coalesce(shared.order_currency, 'no currency'), ' to ', units.currency)
        end as missing
    from shared
    inner join {{ ref('stg_plant__work_units') }} as units on shared.work_unit = units.work_unit
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            shared.order_currency = exchange.from_currency
            and units.currency = exchange.to_currency
            and shared.production_date >= exchange.valid_from
            and shared.production_date < exchange.valid_before
    where {{ is_asked_day('shared.work_unit', 'shared.production_date') }}

)

select * from final
