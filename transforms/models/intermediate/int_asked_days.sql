-- depends_on: {{ ref('stg_plant__production_days') }}
-- depends_on: {{ ref('stg_plant__work_units') }}
-- One row per work unit and production day that this run writes anew; all days of an object's line are asked together.
{% if rebuilds_everything() %}
select
    units.work_unit,
    units.site,
    days.production_date
from {{ ref('stg_plant__production_days') }} as days
inner join {{ ref('stg_plant__work_units') }} as units on days.site = units.site
{% else %}
select
    work_unit,
    site,
    production_date
from {{ source('rebuild', 'asked_days') }}
{% endif %}
