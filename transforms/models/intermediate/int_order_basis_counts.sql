-- One row per order: its good units by the counters, the MES and the ERP, each by the rule of int_order_counts: those of the
-- line's exit, or of the last unit of the line that the basis has the order on. NULL where a basis has nothing of the order.
with made as (

    select
        counts.order_id,
        counts.basis,
        sum(counts.good_count) as good_count,
        row_number() over (
            partition by counts.order_id, counts.basis, units.line
            order by case when units.line_exit = units.work_unit then 0 else 1 end asc, units.position desc
        ) as preference
    from {{ ref('fct_counts') }} as counts
    inner join {{ ref('stg_plant__work_units') }} as units on counts.work_unit = units.work_unit
    where counts.order_id is not null
    group by counts.order_id, counts.basis, units.line, units.line_exit, units.work_unit, units.position

)

select
    {% for basis in ['counter', 'mes', 'erp'] %}
    sum(case when basis = '{{ basis }}' then good_count end) as {{ basis }}_good_count,
    {% endfor %}
    order_id
from made
where preference = 1
group by order_id
