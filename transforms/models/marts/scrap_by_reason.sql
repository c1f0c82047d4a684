-- The scrap of fct_losses, cut by the reasons that confirmations give for rejected units of the order on the work unit (without
-- an order, of the day): in proportion where people gave reasons for more than was counted; what nobody gave one for has none.
-- The parts end at running shares, rounded to millionths, so that they add up to the whole.
with told as (

    select * from {{ ref('int_scrap_reasons') }}
    where told_count > 0

),

scrapped as (

    select
        work_unit,
        production_date,
        order_id,
        product,
        coalesce('order ' || order_id, 'day ' || {{ as_text('production_date') }}) as scrap_key,
        sum(reject_count) as reject_count,
        {{ sum_of_money('scrap_cost') }} as scrap_cost,
        {{ sum_of_money('scrap_cost_high') }} as scrap_cost_high,
        {{ joined_texts('scrap_cost_missing') }} as scrap_cost_missing
    from {{ ref('fct_losses') }}
    where reject_count != 0
    group by work_unit, production_date, order_id, product

),

counted as (

    select
        work_unit,
        scrap_key,
        sum(reject_count) as reject_count
    from scrapped
    group by work_unit, scrap_key

),

parts as (

    select * from told

    union all

    select
        counted.work_unit,
        counted.scrap_key,
        cast(null as varchar) as reason,
        cast(null as varchar) as scrap_reason,
        greatest(max(counted.reject_count) - coalesce(sum(told.told_count), 0), 0) as told_count
    from counted
    left join told on counted.work_unit = told.work_unit and counted.scrap_key = told.scrap_key
    group by counted.work_unit, counted.scrap_key

),

running as (

    select
        *,
        sum(told_count) over (
            partition by work_unit, scrap_key
            order by reason asc nulls last, scrap_reason asc nulls last
            rows between unbounded preceding and current row
        ) as up_to
    from parts
    where told_count > 0

),

shares as (

    select
        *,
        up_to / max(up_to) over (partition by work_unit, scrap_key) as share_to
    from running

),

ends as (

    select
        *,
        lag(share_to, 1, 0) over (partition by work_unit, scrap_key order by share_to) as share_from
    from shares

)

select
    scrapped.work_unit,
    units.line,
    units.area,
    units.site,
    scrapped.production_date,
    scrapped.order_id,
    scrapped.product,
    ends.reason,
    ends.scrap_reason,
    {% for amount in ['reject_count', 'scrap_cost', 'scrap_cost_high'] %}
    cast(
        cast(scrapped.{{ amount }} * ends.share_to as decimal(18, 6))
        - cast(scrapped.{{ amount }} * ends.share_from as decimal(18, 6)) as double
    ) as {{ amount }},
    {% endfor %}
    units.currency,
    scrapped.scrap_cost_missing,
    case
        when ends.reason is not null then null
        when ends.scrap_reason is not null then concat('no reason for code ', ends.scrap_reason)
        else 'no confirmation tells why'
    end as missing
from scrapped
inner join ends on scrapped.work_unit = ends.work_unit and scrapped.scrap_key = ends.scrap_key
inner join {{ ref('stg_plant__work_units') }} as units on scrapped.work_unit = units.work_unit
