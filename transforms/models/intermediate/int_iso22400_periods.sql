{{ config(materialized='view') }}

-- One row per production date and period that it belongs to.
{% for kind, column in [('day', 'production_date'), ('week', 'week_start'), ('month', 'month_start')] %}
select
    production_date,
    '{{ kind }}' as period_kind,
    {{ column }} as period_start
from {{ ref('dim_date') }}
{{ 'union all' if not loop.last }}
{% endfor %}
