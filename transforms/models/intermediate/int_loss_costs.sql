-- What the six big losses cost, per level, object, production day and loss: stops without the scrap of their restart, which
-- stands with the start-up rejects, so that no unit is paid for twice. Money adds over all units of a line. Where sites of
-- several currencies come together the sum is NULL.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

of_units as (

    {% for loss_number, amount, high, missing in [
        (4, 'speed_cost', 'speed_cost_high', "'speed loss: ', speed_cost_missing"),
        (5, 'scrap_cost - startup_scrap_cost', 'scrap_cost_high - startup_scrap_cost_high', "'scrap: ', scrap_cost_missing"),
        (5, 'rework_cost', 'rework_cost', "'rework: ', rework_cost_missing"),
        (6, 'startup_scrap_cost', 'startup_scrap_cost_high', "'scrap: ', scrap_cost_missing")
    ] %}
    select
        work_unit,
        production_date,
        {{ loss_number }} as loss_number,
        {{ amount }} as cost_low,
        {{ high }} as cost_high,
        currency,
        case when {{ amount }} is null then concat({{ missing }}) end as missing
    from {{ ref('fct_losses') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

at_levels as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        of_units.production_date,
        of_units.loss_number,
        of_units.cost_low,
        of_units.cost_high,
        of_units.currency,
        of_units.missing
    from of_units
    inner join units on of_units.work_unit = units.work_unit
    union all
    {% endfor %}

    select
        level,
        object,
        production_date,
        case kind when 'breakdown' then 1 when 'changeover' then 2 else 3 end as loss_number,
        cost_low - coalesce(restart_scrap, 0) as cost_low,
        cost_high - coalesce(restart_scrap_high, 0) as cost_high,
        currency,
        cost_missing as missing
    from {{ ref('downtime_cost_by_reason') }}
    where kind in ('breakdown', 'changeover', 'minor_stop')

),

final as (

    select
        level,
        object,
        production_date,
        loss_number,
        case when count(distinct currency) = 1 then {{ sum_of_money('cost_low') }} end as cost_low,
        case when count(distinct currency) = 1 then {{ sum_of_money('cost_high') }} end as cost_high,
        case when count(distinct currency) = 1 then max(currency) end as currency,
        case
            when count(distinct currency) > 1 then 'sites of several currencies'
            else {{ joined_texts('missing') }}
        end as cost_missing
    from at_levels
    group by level, object, production_date, loss_number

)

select * from final
