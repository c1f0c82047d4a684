-- What people, inspections, measurements, stock, capacities and maintenance are booked on is a work unit or a line of
-- plant.yaml, by its id or an alias; what is not counts in no KPI.
{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'staged_inventory_movements'}}}) }}

{% set entities = [
    'personnel_times', 'inspections', 'measurements', 'inventory_movements', 'inventory_levels', 'equipment_capacities',
    'maintenance_orders'
] %}
with booked as (

    {% for entity in entities %}
    select
        '{{ entity }}' as entity,
        source,
        work_centre
    from {{ ref('staged_' ~ entity) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    booked.entity,
    booked.source,
    booked.work_centre,
    count(*) as row_count
from booked
left join {{ ref('stg_plant__aliases') }} as aliases on booked.work_centre = aliases.alias
where aliases.alias is null
group by booked.entity, booked.source, booked.work_centre
