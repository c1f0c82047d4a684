-- One row per order that something was counted for: good units are those of the line's exit, or of the last unit of the line that
-- made the order where it never came there. By the due time whole hours count. Reads stored facts: the whole history.
with made as (

    select
        production.order_id,
        production.line,
        production.work_unit,
        sum(production.good_count) as good_count,
        sum(production.good_count) filter (
            where {{ add_seconds('production.hour_utc', 3600) }} <= planned.wanted_utc
        ) as good_by_due_count,
        sum(production.reject_count) as reject_count
    from {{ ref('fct_production') }} as production
    left join {{ ref('int_order_plans') }} as planned on production.order_id = planned.order_id
    where production.order_id is not null
    group by production.order_id, production.line, production.work_unit

),

ranked as (

    select
        made.*,
        row_number() over (
            partition by made.order_id, made.line
            order by case when units.line_exit = units.work_unit then 0 else 1 end asc, units.position desc
        ) as preference
    from made
    inner join {{ ref('stg_plant__work_units') }} as units on made.work_unit = units.work_unit

)

select
    order_id,
    sum(good_count) filter (where preference = 1) as good_count,
    sum(good_by_due_count) filter (where preference = 1) as good_by_due_count,
    sum(reject_count) as reject_count
from ranked
group by order_id
