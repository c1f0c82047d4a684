{# The currency of a plant whose sites all have the same one, else NULL: that of what is on no known site. #}
{% macro only_currency() -%}
(select case when count(distinct currency) = 1 then max(currency) end from {{ ref('stg_plant__work_units') }})
{%- endmacro %}
