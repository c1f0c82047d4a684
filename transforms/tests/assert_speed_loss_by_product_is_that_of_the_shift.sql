-- Speed loss by product adds up to that of the work unit and day, to the microsecond.
{{ config(meta={'dagster': {'ref': {'name': 'fct_losses'}}}) }}

with by_product as (

    select
        work_unit,
        production_date,
        sum(speed_loss_s) as speed_loss_s
    from {{ ref('fct_losses') }}
    group by work_unit, production_date

),

by_shift as (

    select
        work_unit,
        production_date,
        sum(speed_loss_s) as speed_loss_s
    from {{ ref('int_unit_shifts') }}
    group by work_unit, production_date

)

select by_shift.work_unit
from by_shift
left join by_product
    on by_shift.work_unit = by_product.work_unit and by_shift.production_date = by_product.production_date
where by_shift.speed_loss_s != coalesce(by_product.speed_loss_s, 0)
