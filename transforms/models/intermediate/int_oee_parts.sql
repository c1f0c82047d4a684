-- The additive parts of every KPI: per level and object, production day, shift and loss policy. A roll-up adds these and
-- divides once. `measured_*` and `rated_*` add only the shifts that may enter OEE and performance (kpis.md, roll-up).
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

contributions as (

    select
        'work_unit' as level,
        unit_shifts.work_unit as object,
        unit_shifts.site,
        unit_shifts.production_date,
        unit_shifts.shift,
        {{ oee_additive_columns('unit_shifts') }},
        cast(0 as double) as wip_change_count,
        unit_shifts.unmeasured_because,
        unit_shifts.is_rated,
        unit_shifts.is_measured
    from {{ ref('int_unit_shifts') }} as unit_shifts

    {% for level in ['line', 'area', 'site', 'enterprise'] %}
    union all

    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'line_shifts.site' }} as site,
        line_shifts.production_date,
        line_shifts.shift,
        {{ oee_additive_columns('line_shifts') }},
        line_shifts.wip_change_count,
        line_shifts.unmeasured_because,
        line_shifts.is_rated,
        line_shifts.is_measured
    from {{ ref('int_line_shifts') }} as line_shifts
    inner join units on line_shifts.work_unit = units.work_unit
    {% endfor %}

),

policies as (

    select
        policy,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by policy order by valid_from), cast('9999-12-31' as date)
        ) as valid_before,
        max(case when bucket = 'breakdown' and treatment = 'excluded' then 1 else 0 end) as excluded_breakdown,
        max(case when bucket = 'minor_stop' and treatment = 'excluded' then 1 else 0 end) as excluded_minor_stop,
        max(case when bucket = 'changeover' and treatment = 'excluded' then 1 else 0 end) as excluded_changeover,
        max(case when bucket = 'external' and treatment = 'excluded' then 1 else 0 end) as excluded_external,
        max(case when bucket = 'breakdown' and treatment = 'performance' then 1 else 0 end) as performance_breakdown,
        max(case when bucket = 'minor_stop' and treatment = 'performance' then 1 else 0 end) as performance_minor_stop,
        max(case when bucket = 'changeover' and treatment = 'performance' then 1 else 0 end) as performance_changeover,
        max(case when bucket = 'external' and treatment = 'performance' then 1 else 0 end) as performance_external
    from {{ ref('stg_plant__loss_policies') }}
    group by policy, valid_from

),

judged as (

    select
        contributions.*,
        policies.policy,
        contributions.calendar_s - contributions.unscheduled_s - contributions.planned_s as pbt_s,
        contributions.calendar_s - contributions.unscheduled_s - contributions.planned_s - contributions.unknown_s
            as known_busy_s,
        contributions.calendar_s - contributions.unscheduled_s - contributions.planned_s - contributions.unknown_s
        {%- for bucket in ['breakdown', 'minor_stop', 'changeover', 'external'] %}
        - policies.excluded_{{ bucket }} * contributions.{{ bucket }}_s
        {%- endfor %} as busy_s,
        contributions.producing_s
        {%- for bucket in ['breakdown', 'minor_stop', 'changeover', 'external'] %}
        + policies.performance_{{ bucket }} * contributions.{{ bucket }}_s
        {%- endfor %} as run_s
    from contributions
    inner join policies
        on
            contributions.production_date >= policies.valid_from
            and contributions.production_date < policies.valid_before

),

final as (

    select
        level,
        object,
        site,
        production_date,
        shift,
        policy,
        {% for column in oee_summed_columns() %}
        sum({{ column }}) as {{ column }},
        {% endfor %}
        coalesce(sum(run_s) filter (where is_rated), 0) as rated_run_s,
        coalesce(sum(good_s + quality_loss_s) filter (where is_rated), 0) as rated_ideal_s,
        {% for column in [
        'calendar_s', 'planned_s', 'unknown_s', 'pbt_s', 'known_busy_s', 'busy_s', 'run_s', 'changeover_s', 'good_s',
        'quality_loss_s', 'unknown_good_s'
    ] %}
        coalesce(sum({{ column }}) filter (where is_measured), 0) as measured_{{ column }},
        {% endfor %}
        {{ joined_texts('unmeasured_because') }} as missing
    from judged
    where {{ is_asked_site_day('site', 'production_date') }}
    group by level, object, site, production_date, shift, policy

)

select * from final
