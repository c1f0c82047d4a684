{# What brings a row's quantities to its product's unit of measure: 1 where the row names no unit, or its product's unit is unknown
   (int_unit_factors has no row then); NULL where the units differ and no conversion is known. #}
{% macro unit_factor(told, factors) -%}
case when {{ told }}.unit is null or {{ factors }}.product is null then 1.0 else {{ factors }}.factor end
{%- endmacro %}
