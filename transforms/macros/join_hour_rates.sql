{# Joins what an hour of a work unit costs on a production day, as `rates` (int_hour_rates). #}
{% macro join_hour_rates(work_unit, production_date) -%}
left join {{ ref('int_hour_rates') }} as rates
        on
            {{ work_unit }} = rates.work_unit
            and {{ production_date }} >= rates.valid_from
            and {{ production_date }} < rates.valid_before
{%- endmacro %}
