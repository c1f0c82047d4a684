{# MTBF in hours; nothing runs, so nothing fails from running: without operating time there is none, and never 0. #}
{% macro mtbf_h(operating_s, divisor) %}{{ ratio('nullif(' ~ operating_s ~ ', 0)', divisor) }} / 3600{% endmacro %}

{# Failures and operating time added over units and one period, at every level. MTBF and MTTR divide once (kpis.md, Maintenance);
   `period` is production_date, or a column of dim_date. #}
{% macro maintenance_rollup(period) %}
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

added as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'max(units.site)' }} as site,
        dates.{{ period }},
        sum(days.operating_s) as operating_s,
        sum(days.failure_count) as failure_count,
        sum(days.closed_failure_count) as closed_failure_count,
        sum(days.closed_failure_s) as closed_failure_s,
        sum(days.joined_failure_count) as joined_failure_count,
        sum(days.finished_repair_count) as finished_repair_count,
        sum(days.report_to_finish_s) as report_to_finish_s,
        count(distinct days.work_unit) as work_unit_count
    from {{ ref('int_unit_failures') }} as days
    inner join units on days.work_unit = units.work_unit
    inner join {{ ref('dim_date') }} as dates on days.production_date = dates.production_date
    group by units.{{ level }}, dates.{{ period }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

names as (

    select * from {{ ref('int_objects') }}

)

select
    added.level,
    added.object,
    names.object_name,
    added.site,
    added.{{ period }},
    cast(added.operating_s as decimal(18, 6)) as operating_s,
    cast(added.failure_count as bigint) as failure_count,
    cast(added.closed_failure_count as bigint) as closed_failure_count,
    cast(added.closed_failure_s as decimal(18, 6)) as closed_failure_s,
    cast(added.joined_failure_count as bigint) as joined_failure_count,
    cast(added.finished_repair_count as bigint) as finished_repair_count,
    cast(added.report_to_finish_s as decimal(18, 6)) as report_to_finish_s,
    cast(added.work_unit_count as bigint) as work_unit_count,
    {{ mtbf_h('added.operating_s', 'added.failure_count + added.work_unit_count') }} as mtbf_h,
    {{ ratio('added.closed_failure_s', 'added.closed_failure_count') }} / 3600 as mttr_h,
    {{ ratio('added.report_to_finish_s', 'added.finished_repair_count') }} as mean_time_from_report_to_finish_s
from added
left join names on added.level = names.level and added.object = names.object
{% endmacro %}
