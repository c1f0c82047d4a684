{# Lower bounds (exclusive, seconds) of the classes of stop_distribution: 30 s, 1, 2, 5, 10 and 30 minutes, 1, 2, 4 and 8 hours. #}
{% macro duration_classes() -%}
    {{ return([0, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800]) }}
{%- endmacro %}
