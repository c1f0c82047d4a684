{# The CTEs that make a level's `contributions` (one row per work unit that contributes to an object, and `keys`) into additive
   parts: judged by each loss policy, then added. `measured_*` and `rated_*` add only the contributions that may enter OEE and
   performance (kpis.md, roll-up); stops in them are those inside busy time. #}
{% macro oee_parts_of_contributions(keys) %}
{%- set stops = ['breakdown', 'minor_stop', 'changeover', 'external'] -%}
policy_times as (

    select
        work_unit,
        {% for key in keys %}
        {{ key }},
        {% endfor %}
        policy,
        {% for bucket in stops %}
        sum(excluded_{{ bucket }}_s) as excluded_{{ bucket }}_s,
        sum(performance_{{ bucket }}_s) as performance_{{ bucket }}_s{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_policy_times') }}
    where {{ is_asked_date('production_date') }}
    group by work_unit, {{ keys | join(', ') }}, policy

),

treated as (

    select
        contributions.*,
        contributions.calendar_s - contributions.unscheduled_s - contributions.planned_s as pbt_s,
        versions.policy,
        versions.valid_from as policy_valid_from,
        {% for bucket in stops %}
        contributions.{{ bucket }}_s - coalesce(policy_times.excluded_{{ bucket }}_s, 0) as busy_{{ bucket }}_s,
        coalesce(policy_times.performance_{{ bucket }}_s, 0) as performance_{{ bucket }}_s{{ ',' if not loop.last }}
        {% endfor %}
    from contributions
    inner join {{ ref('int_policy_versions') }} as versions
        on contributions.production_date >= versions.valid_from and contributions.production_date < versions.valid_before
    left join policy_times
        on
            contributions.work_unit = policy_times.work_unit
            {% for key in keys %}
            and contributions.{{ key }} is not distinct from policy_times.{{ key }}
            {% endfor %}
            and versions.policy = policy_times.policy
    where {{ is_asked_site_day('contributions.site', 'contributions.production_date') }}

),

judged as (

    select
        *,
        pbt_s - unknown_s as known_busy_s,
        busy_breakdown_s + busy_minor_stop_s + busy_changeover_s + busy_external_s + producing_s as busy_s,
        producing_s + performance_breakdown_s + performance_minor_stop_s + performance_changeover_s
        + performance_external_s as run_s,
        producing_s + performance_breakdown_s + performance_minor_stop_s + busy_changeover_s
        + performance_external_s as used_s
    from treated

),

added as (

    select
        level,
        object,
        site,
        {% for key in keys %}
        {{ key }},
        {% endfor %}
        policy,
        policy_valid_from,
        {% for column in oee_summed_columns() %}
        sum({{ column }}) as {{ column }},
        {% endfor %}
        coalesce(sum(run_s) filter (where is_rated), 0) as rated_run_s,
        coalesce(sum(good_s + quality_loss_s) filter (where is_rated), 0) as rated_ideal_s,
        {% for column in [
            'calendar_s', 'planned_s', 'unknown_s', 'pbt_s', 'known_busy_s', 'busy_s', 'run_s', 'used_s', 'speed_loss_s',
            'quality_loss_s', 'good_s', 'unknown_good_s'
        ] %}
        coalesce(sum({{ column }}) filter (where is_measured), 0) as measured_{{ column }},
        {% endfor %}
        {% for bucket in stops %}
        coalesce(sum(busy_{{ bucket }}_s) filter (where is_measured), 0) as measured_{{ bucket }}_s,
        {% endfor %}
        {{ joined_texts('unmeasured_because') }} as missing
    from judged
    group by level, object, site, {{ keys | join(', ') }}, policy, policy_valid_from

)
{% endmacro %}
