{# Backfills: the vars from_date and to_date (production dates, inclusive) name the days to rebuild; without them, all days. #}

{% macro is_asked_day(production_date) -%}
    {%- if var('from_date', none) -%}
        {{ production_date }} between cast('{{ var("from_date") }}' as date) and cast('{{ var("to_date", var("from_date")) }}' as date)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{# A pre-hook for incremental models: makes room for the days that are rebuilt, also for those that end up with no row. #}
{% macro delete_asked_days() -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_asked_day('production_date') }}{% endif %}{% endraw %}
{%- endmacro %}
