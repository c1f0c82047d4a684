-- What the losses of all orders cost, and those without an order, is what stops, slow running, scrap and rework cost: per work
-- unit and production day, each loss and all of them, to the last digit; and so is the time of the stops.
{{ config(meta={'dagster': {'ref': {'name': 'loss_cost_by_order'}}}) }}

{%- set money = 'decimal(18, 6)' %}
{%- set kinds = ['breakdown', 'minor_stop', 'changeover', 'external'] %}
{%- set losses = ['speed', 'scrap', 'rework'] %}

with of_the_plant as (

    select
        object as work_unit,
        production_date,
        kind as loss,
        duration_s as lost_s,
        cast(cost as {{ money }}) - cast(coalesce(restart_scrap, 0) as {{ money }}) as amount
    from {{ ref('downtime_cost_by_reason') }}
    where level = 'work_unit'

    {% for loss in losses %}
    union all

    select
        work_unit,
        production_date,
        '{{ loss }}' as loss,
        0 as lost_s,
        cast({{ loss }}_cost as {{ money }}) as amount
    from {{ ref('fct_losses') }}

    {% endfor %}

),

compared as (

    select
        work_unit,
        production_date,
        loss,
        lost_s,
        amount
    from of_the_plant

    union all

    select
        work_unit,
        production_date,
        'all' as loss,
        lost_s,
        amount
    from of_the_plant

    {% for loss in kinds + losses + ['all'] %}
    union all

    select
        work_unit,
        production_date,
        '{{ loss }}' as loss,
        {% if loss == 'all' %}
        -breakdown_s - minor_stop_s - changeover_s - external_s as lost_s,
        -cast(cost as {{ money }}) as amount
        {% else %}
        {{ '-' ~ loss ~ '_s' if loss in kinds else '0' }} as lost_s,
        -cast({{ loss }}_cost as {{ money }}) as amount
        {% endif %}
    from {{ ref('loss_cost_by_order') }}

    {% endfor %}

)

select
    work_unit,
    production_date,
    loss
from compared
group by work_unit, production_date, loss
having sum(lost_s) != 0 or coalesce(sum(amount), 0) != 0
