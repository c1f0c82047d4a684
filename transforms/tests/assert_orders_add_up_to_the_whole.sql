-- What an object did by product is what it did, per production day and policy: all time exactly, and all counts, of which parts
-- of units (of operations that are shared out) may differ in their last digits.
{{ config(meta={'dagster': {'ref': {'name': 'oee_by_product'}}}) }}

{%- set columns = [
    'calendar_s', 'unscheduled_s', 'planned_s', 'breakdown_s', 'minor_stop_s', 'changeover_s', 'external_s', 'unknown_s',
    'producing_s', 'busy_s', 'run_s'
] %}
{%- set counts = ['total_count', 'good_count', 'wip_change_count'] %}

with by_product as (

    select
        level,
        object,
        production_date,
        {% for column in columns + counts %}
        sum({{ column }}) as {{ column }},
        {% endfor %}
        policy
    from {{ ref('oee_by_product') }}
    group by level, object, production_date, policy

)

select
    days.level,
    days.object,
    days.production_date,
    days.policy
from {{ ref('oee_by_day') }} as days
left join by_product
    on
        days.level = by_product.level
        and days.object = by_product.object
        and days.production_date = by_product.production_date
        and days.policy = by_product.policy
where
    by_product.object is null
    {% for column in columns %}
    or days.{{ column }} != by_product.{{ column }}
    {% endfor %}
    {% for column in counts %}
    or abs(days.{{ column }} - by_product.{{ column }}) > 0.000001
    {% endfor %}
