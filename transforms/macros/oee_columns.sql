{# The columns of time and counts that a line hands on to the levels above it, from one relation. #}
{% macro oee_additive_columns(relation) -%}
    {%- for column in [
        'calendar_s', 'unscheduled_s', 'planned_s', 'breakdown_s', 'minor_stop_s', 'changeover_s', 'external_s', 'unknown_s',
        'producing_s', 'unrated_s', 'speed_loss_s', 'quality_loss_s', 'good_s', 'unplanned_run_s', 'unknown_good_s',
        'total_count', 'good_count', 'reject_count'
    ] -%}
        {{ relation }}.{{ column }}{{ ', ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# All columns that add up from part to whole. #}
{% macro oee_summed_columns() -%}
    {{ return([
        'calendar_s', 'unscheduled_s', 'planned_s', 'breakdown_s', 'minor_stop_s', 'changeover_s', 'external_s', 'unknown_s',
        'producing_s', 'unrated_s', 'speed_loss_s', 'quality_loss_s', 'good_s', 'pbt_s', 'known_busy_s', 'busy_s', 'run_s',
        'unplanned_run_s', 'unknown_good_s', 'total_count', 'good_count', 'reject_count', 'wip_change_count'
    ]) }}
{%- endmacro %}

{# The columns of the parts that only a ratio needs: published too, so that any other period can be added up and divided. #}
{% macro oee_ratio_columns() -%}
    {{ return([
        'rated_run_s', 'rated_ideal_s', 'measured_calendar_s', 'measured_planned_s', 'measured_unknown_s', 'measured_pbt_s',
        'measured_known_busy_s', 'measured_busy_s', 'measured_run_s', 'measured_used_s', 'measured_breakdown_s',
        'measured_minor_stop_s', 'measured_changeover_s', 'measured_external_s', 'measured_speed_loss_s',
        'measured_quality_loss_s', 'measured_good_s', 'measured_unknown_good_s'
    ]) }}
{%- endmacro %}

{# part / whole as a double; NULL where the whole is zero. #}
{% macro ratio(part, whole) %}cast({{ part }} as double) / nullif(cast({{ whole }} as double), 0){% endmacro %}

{# The body of the oee_by_* marts (formulas: kpis.md, OEE). Any day's parts, with the periods that the day is in. #}
{% macro oee_rollup(period) %}
with parts as (

    select
        days.*,
        dates.iso_year,
        dates.iso_week,
        dates.week_start,
        dates.month_start,
        dates.fiscal_period
    from {{ ref('int_oee_parts') }} as days
    inner join {{ ref('dim_date') }} as dates on days.production_date = dates.production_date
    {% if 'production_date' in period %}
    where {{ is_asked_site_day('days.site', 'days.production_date') }}
    {% elif 'fiscal_period' in period %}
    where dates.fiscal_period is not null
    {% endif %}

),

{{ oee_of_parts(period) }}
{% endmacro %}

{# From a CTE `parts` to the end of a mart: parts added over `period` columns, each ratio divided once. #}
{% macro oee_of_parts(period) %}
added as (

    select
        parts.level,
        parts.object,
        parts.site,
        {% for column in period %}
            parts.{{ column }},
        {% endfor %}
        parts.policy,
        max(parts.policy_valid_from) as policy_valid_from,
        cast(count(distinct parts.policy_valid_from) as integer) as policy_versions,
        {% for column in oee_summed_columns() + oee_ratio_columns() %}
            sum(parts.{{ column }}) as {{ column }},
        {% endfor %}
        {{ joined_texts('parts.missing') }} as missing
    from parts
    group by parts.level, parts.object, parts.site, {% for column in period %}parts.{{ column }}, {% endfor %}parts.policy

),

divided as (

    select
        added.*,
        {{ ratio('run_s', 'busy_s') }} as availability,
        {{ ratio('rated_ideal_s', 'rated_run_s') }} as performance,
        {{ ratio('measured_good_s', 'measured_good_s + measured_quality_loss_s') }} as quality,
        {{ ratio('measured_good_s', 'measured_busy_s') }} as oee,
        {{ ratio('measured_good_s', 'measured_calendar_s - measured_unknown_s') }} as teep,
        {{ ratio('measured_good_s', 'measured_busy_s + measured_planned_s') }} as ooe,
        {{ ratio('measured_used_s', 'measured_busy_s') }}
        * {{ ratio('measured_good_s', 'measured_run_s') }} as nee,
        {{ ratio('known_busy_s', 'pbt_s') }} as coverage,
        {{ ratio('measured_known_busy_s', 'known_busy_s') }} as measured_share,
        {{ ratio('measured_good_s + measured_unknown_good_s', 'measured_pbt_s') }} as oee_low,
        {{ ratio('measured_good_s + greatest(measured_unknown_s, measured_unknown_good_s)', 'measured_pbt_s') }} as oee_high
    from added

),

names as (

    select * from {{ ref('int_objects') }}

),

final as (

    select
        divided.level,
        divided.object,
        names.object_name,
        divided.site,
        {% for column in period %}
            divided.{{ column }},
        {% endfor %}
        divided.policy,
        divided.policy_valid_from,
        divided.policy_versions,
        {% for column in oee_summed_columns() if column not in ['known_busy_s', 'wip_change_count', 'total_count', 'good_count', 'reject_count'] %}
            cast(divided.{{ column }} as decimal(18, 6)) as {{ column }},
        {% endfor %}
        cast(divided.known_busy_s as decimal(18, 6)) as known_busy_s,
        {% for column in oee_ratio_columns() %}
            cast(divided.{{ column }} as decimal(18, 6)) as {{ column }},
        {% endfor %}
        divided.total_count,
        divided.good_count,
        divided.reject_count,
        divided.wip_change_count,
        divided.availability,
        divided.performance,
        divided.quality,
        divided.oee,
        divided.availability * divided.performance as availability_x_performance,
        divided.teep,
        divided.ooe,
        divided.nee,
        divided.coverage,
        divided.measured_share,
        divided.oee_low,
        divided.oee_high,
        divided.missing
    from divided
    left join names on divided.level = names.level and divided.object = names.object

)

select * from final
{% endmacro %}
