-- A repair is a corrective maintenance order with the malfunctions that people notified for it, or a malfunction that no order
-- belongs to. It was reported when the first of them was. Orders are found by their number, in the notification's own source
-- before another one.
with orders as (

    select * from {{ ref('stg_lake__maintenance_orders') }}

),

notifications as (

    select
        notifications.*,
        orders.source as order_source,
        row_number() over (
            partition by notifications.source, notifications.notification
            order by case when orders.source = notifications.source then 0 else 1 end asc, orders.source asc
        ) as preference
    from {{ ref('stg_lake__maintenance_notifications') }} as notifications
    left join orders on notifications.maintenance_order = orders.maintenance_order
    where coalesce(notifications.kind, 'malfunction') = 'malfunction'

),

malfunctions as (

    select
        order_source,
        maintenance_order,
        {{ joined_texts('notification') }} as notification,
        min(reported_utc) as reported_utc,
        min(malfunction_start_utc) as malfunction_start_utc,
        max(malfunction_end_utc) as malfunction_end_utc,
        {{ joined_texts('reported_reason') }} as reported_reason
    from notifications
    where preference = 1 and order_source is not null
    group by order_source, maintenance_order

),

repairs as (

    select
        orders.source,
        orders.maintenance_order,
        malfunctions.notification,
        orders.work_centre,
        malfunctions.reported_reason,
        least(orders.reported_utc, malfunctions.reported_utc) as reported_utc,
        orders.start_utc,
        orders.finish_utc,
        malfunctions.malfunction_start_utc,
        malfunctions.malfunction_end_utc
    from orders
    left join malfunctions
        on orders.source = malfunctions.order_source and orders.maintenance_order = malfunctions.maintenance_order
    where orders.kind = 'corrective' or malfunctions.notification is not null

    union all

    select
        source,
        cast(null as varchar) as maintenance_order,
        notification,
        work_centre,
        reported_reason,
        reported_utc,
        cast(null as timestamp with time zone) as start_utc,
        cast(null as timestamp with time zone) as finish_utc,
        malfunction_start_utc,
        malfunction_end_utc
    from notifications
    where preference = 1 and order_source is null

),

stops as (

    select
        source,
        maintenance_order,
        count(*) as joined_stop_count,
        sum(duration_s) as joined_stop_s,
        min(start_utc) as first_stop_utc
    from {{ ref('failure_orders') }}
    where stop_id is not null and maintenance_order is not null
    group by source, maintenance_order

)

select
    repairs.source,
    repairs.maintenance_order,
    repairs.notification,
    units.work_unit,
    units.line,
    units.site,
    days.production_date,
    repairs.reported_reason,
    repairs.reported_utc,
    repairs.start_utc,
    repairs.finish_utc,
    repairs.malfunction_start_utc,
    repairs.malfunction_end_utc,
    {% for name, earlier, later in [
        ('stop_to_report_s', 'stops.first_stop_utc', 'repairs.reported_utc'),
        ('report_to_start_s', 'repairs.reported_utc', 'repairs.start_utc'),
        ('start_to_finish_s', 'repairs.start_utc', 'repairs.finish_utc'),
        ('report_to_finish_s', 'repairs.reported_utc', 'repairs.finish_utc'),
        ('malfunction_s', 'repairs.malfunction_start_utc', 'repairs.malfunction_end_utc')
    ] %}
    case when {{ earlier }} <= {{ later }} then {{ us_to_s(us_between(earlier, later)) }} end as {{ name }},
    {% endfor %}
    cast(stops.joined_stop_count as bigint) as joined_stop_count,
    cast(stops.joined_stop_s as decimal(18, 6)) as joined_stop_s,
    case
        when repairs.maintenance_order is null then 'no maintenance order belongs to it'
        when repairs.reported_utc is null then 'nobody tells when it was reported'
        when repairs.finish_utc is null then 'it is not finished'
        when repairs.finish_utc < repairs.reported_utc then 'it was reported after it was finished'
    end as missing
from repairs
left join {{ ref('stg_plant__aliases') }} as aliases
    on repairs.work_centre = aliases.alias and aliases.level = 'work_unit'
left join {{ ref('stg_plant__work_units') }} as units on aliases.object = units.work_unit
left join {{ ref('stg_plant__production_days') }} as days
    on units.site = days.site and repairs.reported_utc >= days.start_utc and repairs.reported_utc < days.end_utc
left join stops on repairs.source = stops.source and repairs.maintenance_order = stops.maintenance_order
