{{ config(materialized='view') }}

-- One row per booking in an IT system and ISO 22400 element that it adds to: the place it is booked on, and when.
with personnel as (

    select
        work_centre,
        work_date as production_date,
        start_utc as ts_utc,
        coalesce(attendance_s, {{ us_to_s(us_between('start_utc', 'end_utc')) }}) as attendance_s,
        work_s
    from {{ ref('stg_lake__personnel_times') }}

),

-- A maintenance order counts once it is finished, on the day it was begun.
maintenance as (

    select
        work_centre,
        start_utc,
        kind,
        {{ us_to_s(us_between('start_utc', 'finish_utc')) }} as duration_s
    from {{ ref('stg_lake__maintenance_orders') }}
    where finish_utc is not null and start_utc is not null

),

inspections as (

    select * from {{ ref('stg_lake__inspections') }}

),

movements as (

    select
        movements.*,
        coalesce(movements.unit, products.unit, '') as quantity_unit
    from {{ ref('stg_lake__inventory_movements') }} as movements
    left join {{ ref('stg_lake__products') }} as products on movements.product = products.product

)

{% set bookings = [
    ('personnel', 'production_date', 'ts_utc', 'attendance_s', 'attendance_s'),
    ('personnel', 'production_date', 'ts_utc', 'personnel_work_s', 'work_s'),
    ('maintenance', none, 'start_utc', 'corrective_s', "case when kind = 'corrective' then duration_s else 0 end"),
    ('maintenance', none, 'start_utc', 'preventive_s', "case when kind = 'preventive' then duration_s else 0 end"),
    ('inspections', none, 'ts_utc', 'inspected_quantity', 'inspected_quantity'),
    ('inspections', none, 'ts_utc', 'first_pass_quantity', 'first_pass_quantity')
] %}
{% for relation, production_date, ts_utc, element, value in bookings %}
select
    work_centre,
    {{ production_date or 'cast(null as date)' }} as production_date,
    {{ ts_utc }} as ts_utc,
    '{{ element }}' as element,
    {{ value }} as value,
    '' as unit
from {{ relation }}
union all
{% endfor %}
{% for element, kinds in {
    'consumed_quantity': ['consumption'],
    'finished_quantity': ['production'],
    'integrated_quantity': ['production', 'co_production'],
    'production_loss_quantity': ['production_loss'],
    'storage_loss_quantity': ['storage_loss'],
    'other_loss_quantity': ['other_loss']
}.items() %}
select
    work_centre,
    cast(null as date) as production_date,
    ts_utc,
    '{{ element }}' as element,
    quantity as value,
    quantity_unit as unit
from movements
where kind in ('{{ kinds | join("', '") }}')
{{ 'union all' if not loop.last }}
{% endfor %}
