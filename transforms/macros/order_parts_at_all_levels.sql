{# The CTE `parts` of a mart by order or product: int_order_parts, which has work units and lines, at every level. #}
{% macro order_parts_at_all_levels() %}
levels as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    {%- set part = 'work_unit' if level == 'work_unit' else 'line' %}
    select distinct
        '{{ part }}' as part_level,
        {{ part }} as part_object,
        '{{ level }}' as level,
        {{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'site' }} as site
    from {{ ref('stg_plant__work_units') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

parts as (

    select
        levels.level,
        levels.object,
        levels.site,
        of_orders.production_date,
        of_orders.shift,
        of_orders.order_id,
        of_orders.product,
        of_orders.policy,
        of_orders.policy_valid_from,
        {% for column in oee_summed_columns() + oee_ratio_columns() %}
        of_orders.{{ column }},
        {% endfor %}
        of_orders.missing
    from {{ ref('int_order_parts') }} as of_orders
    inner join levels on of_orders.level = levels.part_level and of_orders.object = levels.part_object
    {{ caller() }}

)
{% endmacro %}
