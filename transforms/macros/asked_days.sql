{# Which production days a run rebuilds: from MILLRACE_FROM_DATE (a production date) to the newest; without it, all days. Up to
   the newest, as what a tag said last holds on; and costs look back 28 days. An environment variable, as another value of a
   dbt var has the whole project parsed anew. #}

{% macro asked_from_date() -%}
    cast('{{ env_var("MILLRACE_FROM_DATE", "0001-01-01") }}' as date)
{%- endmacro %}

{% macro is_asked_day(production_date) -%}
    {{ production_date }} >= (select from_date from {{ ref('int_rebuilt_from') }})
{%- endmacro %}

{# A pre-hook for incremental models: makes room for the days that are rebuilt, also for those that end up with no row. #}
{% macro delete_asked_days() -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_asked_day('production_date') }}{% endif %}{% endraw %}
{%- endmacro %}
