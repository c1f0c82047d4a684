{# c4(n), by which the standard deviation of a sample of n is divided to estimate the process's without bias: a table for n from 2
   to `largest`, by c4(2) = sqrt(2 / pi) and c4(n + 1) = sqrt((n - 1) / n) / c4(n). #}
{% macro iso22400_c4(largest) %}
{%- set state = namespace(c4=0.7978845608028654) -%}
{%- for n in range(2, largest + 1) %}
    select {{ n }} as n, cast({{ state.c4 }} as double) as c4{{ ' union all' if not loop.last }}
    {%- set state.c4 = ((n - 1) / n) ** 0.5 / state.c4 -%}
{%- endfor %}
{% endmacro %}
