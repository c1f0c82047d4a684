{# The losses of busy time whose shares explain a change of OEE; with good time they are all of it. #}
{% macro bridge_buckets() -%}
    {{ return(['breakdown', 'minor_stop', 'changeover', 'external', 'speed_loss', 'quality_loss']) }}
{%- endmacro %}
