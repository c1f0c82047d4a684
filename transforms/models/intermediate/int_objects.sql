-- One row per object of the equipment hierarchy, whatever its level.
{% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
select distinct
    '{{ level }}' as level,
    {{ level }} as object,
    {{ level }}_name as object_name
from {{ ref('stg_plant__work_units') }}
{{ 'union all' if not loop.last }}
{% endfor %}
