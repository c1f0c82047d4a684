-- Counter, MES and ERP side by side. A quantity that a basis does not have is NULL, not 0, and `missing` says why: the basis
-- has never counted the unit, has nothing of the order in the shift, or does not tell the kind.
{% set bases = ['counter', 'mes', 'erp'] %}
{% set kinds = ['total', 'good', 'reject', 'rework'] %}
{% set pairs = [('mes', 'counter'), ('erp', 'counter'), ('erp', 'mes')] %}
{% set names = {'counter': 'the counters', 'mes': 'the MES', 'erp': 'the ERP'} %}
with counts as (

    select * from {{ ref('fct_counts') }}

),

bases as (

    select
        {% for basis in bases %}
        max(case when basis = '{{ basis }}' then 1 else 0 end) = 1 as has_{{ basis }},
        {% endfor %}
        work_unit
    from counts
    group by work_unit

),

sides as (

    select
        {% for basis in bases %}
        {% for kind in kinds %}
        sum(case when basis = '{{ basis }}' then {{ kind }}_count end) as {{ basis }}_{{ kind }}_count,
        {% endfor %}
        max(case when basis = '{{ basis }}' then 1 else 0 end) = 1 as is_in_{{ basis }},
        {% endfor %}
        work_unit,
        line,
        site,
        production_date,
        shift,
        order_id
    from counts
    group by work_unit, line, site, production_date, shift, order_id

),

compared as (

    select
        sides.*,
        {% for kind in ['total', 'good', 'reject'] %}
        {% for more, less in pairs %}
        sides.{{ more }}_{{ kind }}_count - sides.{{ less }}_{{ kind }}_count as {{ more }}_less_{{ less }}_{{ kind }}_count,
        {% endfor %}
        {% endfor %}
        nullif(concat_ws(
            '; ',
            {% for basis in bases %}
            case
                when not bases.has_{{ basis }} then '{{ names[basis] }} never counted the work unit'
                when not sides.is_in_{{ basis }} then '{{ names[basis] }} had nothing of the order in the shift'
                when sides.{{ basis }}_total_count is null then '{{ names[basis] }} did not tell produced units'
                when sides.{{ basis }}_reject_count is null then '{{ names[basis] }} did not tell good from rejected units'
            end{{ ',' if not loop.last }}
            {% endfor %}
        ), '') as missing
    from sides
    inner join bases on sides.work_unit = bases.work_unit

),

final as (

    select
        *,
        -- Both engines leave NULLs out of greatest.
        greatest(
            {% for kind in ['total', 'good', 'reject'] %}
            {% set outer = loop %}
            {% for more, less in pairs %}
            abs({{ more }}_less_{{ less }}_{{ kind }}_count){{ ',' if not (outer.last and loop.last) }}
            {% endfor %}
            {% endfor %}
        ) as largest_difference_count
    from compared

)

select
    order_id,
    work_unit,
    line,
    site,
    production_date,
    shift,
    {% for basis in bases %}
    {% for kind in kinds %}
    {{ basis }}_{{ kind }}_count,
    {% endfor %}
    {% endfor %}
    {% for kind in ['total', 'good', 'reject'] %}
    {% for more, less in pairs %}
    {{ more }}_less_{{ less }}_{{ kind }}_count,
    {% endfor %}
    {% endfor %}
    largest_difference_count,
    missing
from final
