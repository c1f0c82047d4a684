-- The scrap of all reasons, with what nobody gave a reason for, is that of fct_losses: per work unit, production day, order and
-- product, units and money, to the last digit.
{{ config(meta={'dagster': {'ref': {'name': 'scrap_by_reason'}}}) }}

{%- set amounts = ['reject_count', 'scrap_cost', 'scrap_cost_high'] %}

with compared as (

    {% for table, sign in [('fct_losses', 1), ('scrap_by_reason', -1)] %}
    select
        {% for amount in amounts %}
        {{ sign }} * cast({{ amount }} as decimal(18, 6)) as {{ amount }},
        {% endfor %}
        work_unit,
        production_date,
        order_id,
        product
    from {{ ref(table) }}
    where reject_count != 0
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    work_unit,
    production_date,
    order_id,
    product
from compared
group by work_unit, production_date, order_id, product
having
    false
    {% for amount in amounts %}
    or coalesce(sum({{ amount }}), 0) != 0
    {% endfor %}
