-- Keys of the IT side that lead nowhere: work centres, internal keys, units. Columns as in join_gaps.
{% set kinds = ['orders', 'order_operations', 'confirmations', 'operations', 'downtime_events', 'maintenance_orders',
    'maintenance_notifications', 'rates', 'routings', 'inspections', 'measurements', 'inventory_movements', 'personnel_times'] %}
with centres as (

    {% for entity in kinds %}
    select
        '{{ entity }}' as entity,
        source,
        work_centre
    from {{ ref('staged_' ~ entity) }}
    where work_centre is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

work_centres as (

    select
        'work centre without work unit' as gap,
        centres.work_centre as subject,
        cast(null as varchar) as work_unit,
        concat('in ', centres.entity, ' of source ', centres.source) as detail,
        count(*) as row_count,
        cast(null as double) as duration_s,
        cast(null as double) as gap_quantity,
        cast(null as timestamp with time zone) as first_seen_utc,
        cast(null as timestamp with time zone) as last_seen_utc
    from centres
    left join {{ ref('stg_plant__aliases') }} as aliases on centres.work_centre = aliases.alias
    where aliases.alias is null
    group by centres.work_centre, centres.entity, centres.source

),

references_left as (

    {% for entity, column in [
        ('orders', 'product'), ('order_operations', 'order_id'), ('confirmations', 'order_id'), ('confirmations', 'product'),
        ('maintenance_notifications', 'maintenance_order'), ('products', 'unit'), ('products', 'product_group'),
        ('downtime_events', 'reported_reason')
    ] %}
    select
        'internal key that nobody explains' as gap,
        {{ column }} as subject,
        cast(null as varchar) as work_unit,
        concat('{{ column }} in {{ entity }} of source ', source) as detail,
        count(*) as row_count,
        cast(null as double) as duration_s,
        cast(null as double) as gap_quantity,
        cast(null as timestamp with time zone) as first_seen_utc,
        cast(null as timestamp with time zone) as last_seen_utc
    from {{ ref('staged_' ~ entity) }}
    where {{ column }} like 'ref(%'
    group by {{ column }}, source
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

units as (

    {% for entity, times in [('confirmations', 'end_utc'), ('operations', 'start_utc'), ('orders', 'planned_start_utc')] %}
    select
        'quantity in a unit without conversion' as gap,
        coalesce(told.product, orders.product) as subject,
        cast(null as varchar) as work_unit,
        concat('{{ entity }} in ', told.unit, ', the product in ', factors.product_unit) as detail,
        count(*) as row_count,
        cast(null as double) as duration_s,
        cast(null as double) as gap_quantity,
        min(told.{{ times }}) as first_seen_utc,
        max(told.{{ times }}) as last_seen_utc
    from {{ ref('staged_' ~ entity) }} as told
    left join {{ ref('staged_orders') }} as orders on told.order_id = orders.order_id
    inner join {{ ref('int_unit_factors') }} as factors
        on coalesce(told.product, orders.product) = factors.product and told.unit = factors.unit
    where factors.factor is null
    group by coalesce(told.product, orders.product), told.unit, factors.product_unit
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select * from work_centres
    union all
    select * from references_left
    union all
    select * from units

)

select * from final
