{# A sum of money as a double: added as millionths of the currency unit, so that the order of rows changes nothing. #}
{% macro sum_of_money(amount) %}cast(sum(cast({{ amount }} as decimal(18, 6))) as double){% endmacro %}
