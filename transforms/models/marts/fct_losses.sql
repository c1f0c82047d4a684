{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- What slow running, scrap and rework cost (formulas: kpis.md, Money); low as configured, high as at the constraint of a sold-out
-- line. The quality of units that slow running lost is that of the product's units made in the same shift, else of the 28 days
-- before.
with losses as (

    select
        *,
        sum(good_s) over shift_product as shift_good_s,
        sum(ideal_s) over shift_product as shift_ideal_s
    from {{ ref('int_product_losses') }}
    window shift_product as (partition by work_unit, production_date, shift, product)

),

valued as (

    select
        losses.*,
        units.line,
        units.area,
        units.site,
        units.currency,
        cast(losses.speed_loss_s as double) / losses.ideal_cycle_s
        * coalesce({{ ratio('losses.shift_good_s', 'losses.shift_ideal_s') }}, yields.expected_quality) as speed_lost_units,
        amounts.contribution_low,
        amounts.contribution_high,
        amounts.contribution_missing,
        amounts.scrap_value,
        amounts.scrap_value_high,
        amounts.scrap_value_missing,
        amounts.rework_cost as rework_value,
        amounts.rework_cost_missing as rework_missing
    from losses
    inner join {{ ref('stg_plant__work_units') }} as units on losses.work_unit = units.work_unit
    left join {{ ref('int_expected_yield') }} as yields
        on losses.work_unit = yields.work_unit and losses.production_date = yields.production_date
    left join {{ ref('int_unit_values') }} as amounts
        on
            losses.work_unit = amounts.work_unit
            and losses.product = amounts.product
            and losses.production_date = amounts.production_date

),

priced as (

    select
        *,
        case when speed_loss_s = 0 then 0 else speed_lost_units * contribution_low end as speed_cost,
        case when speed_loss_s = 0 then 0 else speed_lost_units * contribution_high end as speed_cost_high,
        {% for scrap, count in [('scrap', 'reject_count'), ('startup_scrap', 'startup_scrap_count')] %}
        case when {{ count }} = 0 then 0 else {{ count }} * scrap_value end as {{ scrap }}_cost,
        case when {{ count }} = 0 then 0 else {{ count }} * scrap_value_high end as {{ scrap }}_cost_high,
        {% endfor %}
        case when rework_count = 0 then 0 else rework_count * rework_value end as rework_cost
    from valued

),

final as (

    select
        work_unit,
        line,
        area,
        site,
        production_date,
        nullif(shift, 'none') as shift,
        order_id,
        product,
        cast(speed_loss_s as decimal(18, 6)) as speed_loss_s,
        speed_lost_units,
        speed_cost,
        speed_cost_high,
        reject_count,
        scrap_cost,
        scrap_cost_high,
        startup_scrap_count,
        startup_scrap_cost,
        startup_scrap_cost_high,
        rework_count,
        rework_cost,
        currency,
        case
            when speed_cost is not null then null
            when speed_loss_s is null then unrated_because
            when speed_lost_units is null then 'no units made to tell quality by'
            else coalesce(contribution_missing, 'no product is known')
        end as speed_cost_missing,
        case
            when scrap_cost is not null then null
            when reject_count is null then 'scrap is unmeasured'
            else coalesce(scrap_value_missing, 'no product is known')
        end as scrap_cost_missing,
        case when rework_cost is null then coalesce(rework_missing, 'no product is known') end as rework_cost_missing
    from priced

)

select * from final
