{# The only file that knows the engine: what DuckDB and Spark write differently. Everything else is plain SQL. #}

{# Microseconds from one instant to a later one, as bigint. #}
{% macro us_between(earlier, later) %}(epoch_us({{ later }}) - epoch_us({{ earlier }})){% endmacro %}

{# Microseconds (bigint) as seconds, exactly: DECIMAL(18,6). Multiplied, as dividing would give an inexact double. #}
{% macro us_to_s(us) %}cast(cast({{ us }} as decimal(18, 0)) * cast(0.000001 as decimal(7, 6)) as decimal(18, 6)){% endmacro %}

{# An instant moved by a number of seconds. #}
{% macro add_seconds(instant, seconds) %}({{ instant }} + to_microseconds(cast(round(cast({{ seconds }} as double) * 1000000) as bigint))){% endmacro %}

{% macro as_text(value) %}cast({{ value }} as varchar){% endmacro %}

{# A number as the shortest text: 3.0 becomes 3, so that a numeric state code matches its row in states.csv. #}
{% macro number_as_text(value) %}case when {{ value }} = trunc({{ value }}) and abs({{ value }}) < 1e15 then cast(cast({{ value }} as bigint) as varchar) else cast({{ value }} as varchar) end{% endmacro %}

{# A short stable key of a text. #}
{% macro text_hash(value) %}substr(md5({{ value }}), 1, 16){% endmacro %}

{% macro iso_year(day) %}cast(isoyear({{ day }}) as integer){% endmacro %}

{% macro iso_week(day) %}cast(weekofyear({{ day }}) as integer){% endmacro %}

{% macro iso_weekday(day) %}cast(isodow({{ day }}) as integer){% endmacro %}

{# The distinct texts of a group in alphabetical order, joined by '; '; NULL where there are none. #}
{% macro joined_texts(value) %}string_agg(distinct {{ value }}, '; ' order by {{ value }}){% endmacro %}

{# Whole part of a x b / c for whole numbers, without overflow. #}
{% macro whole_share(a, b, c) %}((cast({{ a }} as hugeint) * cast({{ b }} as hugeint)) // cast({{ c }} as hugeint)){% endmacro %}

{# The whole numbers 0 to {{ count }} - 1 as a one-column relation `n`. #}
{% macro numbers(count) %}(select cast(range as integer) as n from range({{ count }})){% endmacro %}
