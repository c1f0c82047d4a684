-- Keys of the IT side that lead nowhere: work centres, with the time and the units booked with them; internal keys; units.
-- Columns as in join_gaps.
{% set kinds = ['orders', 'order_operations', 'confirmations', 'operations', 'downtime_events', 'maintenance_orders',
    'maintenance_notifications', 'rates', 'routings', 'inspections', 'measurements', 'inventory_movements', 'personnel_times'] %}
{% set booked = ['confirmations', 'operations'] %}
with centres as (

    {% for entity in kinds %}
    select
        '{{ entity }}' as entity,
        told.source,
        told.work_centre,
        {% if entity in booked %}
        cast({{ us_to_s(us_between('told.start_utc', 'told.end_utc')) }} as double) as booked_s,
        (coalesce(told.good_quantity, 0) + coalesce(told.reject_quantity, 0)) * {{ unit_factor('told', 'factors') }}
        * costs.planned_unit_cost as booked_cost,
        costs.currency,
        case when costs.order_id is null then 'no order tells the product' else costs.missing end as missing
        {% else %}
        cast(null as double) as booked_s,
        cast(null as double) as booked_cost,
        cast(null as varchar) as currency,
        'no quantity is booked with it' as missing
        {% endif %}
    from {{ ref('staged_' ~ entity) }} as told
    {% if entity in booked %}
    left join {{ ref('staged_orders') }} as orders on told.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(told.product, orders.product) = factors.product and told.unit = factors.unit
    left join {{ ref('int_order_planned_costs') }} as costs on told.order_id = costs.order_id
    {% endif %}
    where told.work_centre is not null{{ ' and not told.is_reversed' if entity == 'confirmations' }}
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
        sum(centres.booked_s) as duration_s,
        cast(null as double) as gap_quantity,
        cast(null as timestamp with time zone) as first_seen_utc,
        cast(null as timestamp with time zone) as last_seen_utc,
        case
            when count(distinct centres.currency) = 1
                then {{ sum_of_money('centres.booked_cost') }}
        end as gap_cost,
        'planned cost of a unit' as gap_cost_from,
        case when count(distinct centres.currency) = 1 then max(centres.currency) end as currency,
        case
            when count(distinct centres.currency) > 1 then 'sites of several currencies'
            else {{ joined_texts('centres.missing') }}
        end as cost_missing
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
        cast(null as timestamp with time zone) as last_seen_utc,
        cast(null as double) as gap_cost,
        cast(null as varchar) as gap_cost_from,
        cast(null as varchar) as currency,
        'nobody tells what it stands for' as cost_missing
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
        max(told.{{ times }}) as last_seen_utc,
        cast(null as double) as gap_cost,
        cast(null as varchar) as gap_cost_from,
        cast(null as varchar) as currency,
        'nobody tells how many units of the product it is' as cost_missing
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
