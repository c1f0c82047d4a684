{{ config(materialized='view') }}

-- One row per place (a work unit or a line), production day and ISO 22400 element, as it is booked there; `only_here` where the
-- objects above the place have it otherwise than as the sum of their places.
{% set of_orders = [
    'order_execution_s', 'order_busy_s', 'order_production_s', 'order_quantity', 'order_scrap_quantity',
    'planned_scrap_quantity'
] %}
with places as (

    select distinct
        place_level,
        place,
        site
    from {{ ref('int_iso22400_places') }}

),

first_operations as (

    select
        production.work_unit,
        units.line,
        units.line_rollup,
        production.production_date,
        sum(production.total_count) as total_count
    from {{ ref('fct_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
    where units.line_rollup != 'constraint' or units.position = 1
    group by production.work_unit, units.line, units.line_rollup, production.production_date

)

select
    'work_unit' as place_level,
    work_unit as place,
    production_date,
    element,
    value,
    '' as unit,
    leads_only,
    false as only_here
from {{ ref('int_iso22400_unit_quantities') }}

union all

select
    places.place_level,
    places.place,
    coalesce(booked.production_date, days.production_date) as production_date,
    booked.element,
    booked.value,
    booked.unit,
    false as leads_only,
    false as only_here
from {{ ref('int_iso22400_booked_quantities') }} as booked
inner join {{ ref('stg_plant__aliases') }} as aliases on booked.work_centre = aliases.alias
inner join places on aliases.level = places.place_level and aliases.object = places.place
left join {{ ref('stg_plant__production_days') }} as days
    on places.site = days.site and booked.ts_utc >= days.start_utc and booked.ts_utc < days.end_utc

union all

select
    'line' as place_level,
    line as place,
    production_date,
    'first_operation_quantity' as element,
    total_count as value,
    '' as unit,
    false as leads_only,
    false as only_here
from first_operations

union all

select
    'work_unit' as place_level,
    units.work_unit as place,
    first_operations.production_date,
    'first_operation_quantity' as element,
    first_operations.total_count as value,
    '' as unit,
    false as leads_only,
    true as only_here
from {{ ref('stg_plant__work_units') }} as units
inner join first_operations
    on
        units.line = first_operations.line
        and (first_operations.line_rollup = 'constraint' or units.work_unit = first_operations.work_unit)

union all

select
    place_level,
    place,
    production_date,
    'capacity_quantity' as element,
    capacity_quantity as value,
    '' as unit,
    false as leads_only,
    place_level = 'work_unit' as only_here
from {{ ref('int_iso22400_capacities') }}

{% for element in of_orders %}
union all

select
    level as place_level,
    object as place,
    production_date,
    '{{ element }}' as element,
    {{ element }} as value,
    '' as unit,
    false as leads_only,
    level = 'work_unit' as only_here
from {{ ref('int_iso22400_orders') }}
where {{ 'planned_scrap_quantity is not null' if 'scrap' in element else 'true' }}
{% endfor %}
