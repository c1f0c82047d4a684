{# What a run rebuilds. The runner decides it before dbt starts and leaves it as tables in the folder MILLRACE_REBUILD: `asked_days`
   (production days to write anew), `contexts` (time to compute for them), `changed_days` (days in UTC whose samples say
   something else than before) and `landed_days` (those of which other rows are in the lake, if only repeated ones). Without that folder, or with --full-refresh, everything is rebuilt. #}

{% macro rebuilds_everything() -%}
    {{ return(flags.FULL_REFRESH or env_var('MILLRACE_REBUILD', '') == '') }}
{%- endmacro %}

{# Whether a row of a work unit's production day is written by this run. #}
{% macro is_asked_day(work_unit, production_date) -%}
    {%- set asked_days = ref('int_asked_days') -%}
    {%- if not rebuilds_everything() -%}
    ({{ work_unit }}, {{ production_date }}) in (select work_unit, production_date from {{ asked_days }})
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{# The same for levels of the equipment hierarchy: a site's day is written where a day of one of its work units is, the
   enterprise's (site NULL) where any is. #}
{% macro is_asked_site_day(site, production_date) -%}
    {%- set asked_days = ref('int_asked_days') -%}
    {%- if not rebuilds_everything() -%}
    (coalesce({{ site }}, '*'), {{ production_date }}) in (
        select site, production_date from {{ asked_days }}
        union all
        select '*' as site, production_date from {{ asked_days }}
    )
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{# Whether any object's figures of this production date are written: what the levels above a site's day add up. #}
{% macro is_asked_date(production_date) -%}
    {%- set asked_days = ref('int_asked_days') -%}
    {{ production_date ~ ' in (select production_date from ' ~ asked_days ~ ')' if not rebuilds_everything() else 'true' }}
{%- endmacro %}

{# Whether the samples of a source's day (UTC) say something else than before; of `landed_days`, whether they are others. The bounds stand as constants beside it: by those the
   lake's files are skipped without being opened. #}
{% macro is_changed_day(days='changed_days') -%}
    {%- set changed_days = source('rebuild', days) -%}
    {%- if execute and is_incremental() and not rebuilds_everything() -%}
    {%- set bounds = run_query("select min(day_utc), max(day_utc) from " ~ changed_days).rows[0] -%}
    day_utc between cast('{{ bounds[0] or "0001-01-01" }}' as date) and cast('{{ bounds[1] or "0001-01-01" }}' as date)
    and (source, day_utc) in (select source, day_utc from {{ changed_days }})
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}

{# Pre-hooks of incremental models: they make room for what is rebuilt, also where no row will take its
   place. They are rendered when they run, so what they name is named here for dbt to infer. #}
{% macro delete_asked_days() -%}
    {%- do ref('int_asked_days') -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_asked_day('work_unit', 'production_date') }}{% endif %}{% endraw %}
{%- endmacro %}

{% macro delete_asked_site_days() -%}
    {%- do ref('int_asked_days') -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_asked_site_day('site', 'production_date') }}{% endif %}{% endraw %}
{%- endmacro %}

{% macro delete_changed_days() -%}
    {%- do source('rebuild', 'changed_days') -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_changed_day() }}{% endif %}{% endraw %}
{%- endmacro %}

{% macro delete_landed_days() -%}
    {%- do source('rebuild', 'landed_days') -%}
    {% raw %}{% if is_incremental() %}delete from {{ this }} where {{ is_changed_day('landed_days') }}{% endif %}{% endraw %}
{%- endmacro %}
