-- What the losses of all products cost, and of all customers, those without one included, is what those of all orders cost: per
-- site and production day, each loss and all of them, to the last digit; and so is the time of the stops.
{{ config(meta={'dagster': {'ref': {'name': 'loss_cost_by_customer'}}}) }}

{%- set money = ['breakdown_cost', 'minor_stop_cost', 'changeover_cost', 'external_cost', 'speed_cost', 'scrap_cost',
    'rework_cost', 'cost', 'cost_high'] %}
{%- set seconds = ['breakdown_s', 'minor_stop_s', 'changeover_s', 'external_s', 'speed_loss_s'] %}

with compared as (

    {% for subject in ['product', 'customer'] %}
    {% for table, sign in [('loss_cost_by_order', 1), ('loss_cost_by_' ~ subject, -1)] %}
    select
        {% for column in money + seconds %}
        {{ sign }} * cast({{ column }} as decimal(18, 6)) as {{ column }},
        {% endfor %}
        '{{ subject }}' as subject,
        site,
        production_date
    from {{ ref(table) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    subject,
    site,
    production_date
from compared
group by subject, site, production_date
having
    false
    {% for column in money + seconds %}
    or coalesce(sum({{ column }}), 0) != 0
    {% endfor %}
