{# loss_cost_by_order added up per site, production day and `subject`, a column of it; what has none is a row of its own. #}
{% macro loss_cost_rollup(subject) -%}
select
    {{ subject }},
    site,
    production_date,
    cast(count(distinct order_id) as bigint) as order_count,
    {% for kind in ['breakdown', 'minor_stop', 'changeover', 'external', 'speed_loss'] %}
    cast(sum({{ kind }}_s) as decimal(18, 6)) as {{ kind }}_s,
    {% endfor %}
    sum(reject_count) as reject_count,
    sum(rework_count) as rework_count,
    {% for loss in ['breakdown', 'minor_stop', 'changeover', 'external', 'speed', 'scrap', 'rework'] %}
    {{ sum_of_money(loss ~ '_cost') }} as {{ loss }}_cost,
    {% endfor %}
    {{ sum_of_money('cost') }} as cost,
    {{ sum_of_money('cost_low') }} as cost_low,
    {{ sum_of_money('cost_high') }} as cost_high,
    currency,
    {{ joined_texts('cost_missing') }} as cost_missing
from {{ ref('loss_cost_by_order') }}
group by {{ subject }}, site, production_date, currency
{%- endmacro %}
