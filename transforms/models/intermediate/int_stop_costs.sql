-- What each whole stop cost, by component (formulas: kpis.md, Money); a component with a missing input is NULL and named.
with stops as (

    select
        stops.stop_id,
        stops.work_unit,
        stops.production_date,
        cast(stops.duration_us as double) / 3600000000 as hours,
        products.order_id,
        products.product,
        units.currency,
        stops.caused_by,
        causes.caused_by_stop_id,
        cycles.ideal_cycle_s,
        yields.expected_yield,
        case when prices.currency = units.currency then prices.price - prices.variable_cost end as contribution,
        labour.labour_per_h,
        labour.currency as labour_currency,
        parameters.recovery_share,
        parameters.recovery_premium,
        parameters.contribution_net_of_labour,
        case
            when units.line_sold_out and units.line_constraint = units.work_unit then 1
            else parameters.constraint_factor
        end as constraint_factor,
        case
            when products.product is null then 'no product is known for the stop'
            when cycles.ideal_cycle_s is null then concat('no ideal cycle for product ', products.product)
            when yields.expected_yield is null then 'no rated production in the 28 days before'
            when prices.price is null then concat('no valid price for product ', products.product)
            when prices.variable_cost is null then concat('no valid variable cost for product ', products.product)
            when coalesce(prices.currency, '') != units.currency then concat('no exchange rate from ', prices.currency)
        end as contribution_missing,
        case
            when labour.labour_per_h is null then 'no labour rate and crew for the work unit or its line'
            when coalesce(labour.currency, '') != units.currency then concat('no exchange rate from ', labour.currency)
        end as labour_missing
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('stg_plant__work_units') }} as units on stops.work_unit = units.work_unit
    inner join {{ ref('stg_plant__cost_parameters') }} as parameters on units.line = parameters.line
    inner join {{ ref('int_stop_products') }} as products on stops.stop_id = products.stop_id
    left join {{ ref('int_stop_causes') }} as causes on stops.stop_id = causes.stop_id
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            stops.work_unit = cycles.work_unit
            and products.product = cycles.product
            and stops.production_date = cycles.production_date
    left join {{ ref('int_expected_yield') }} as yields
        on stops.work_unit = yields.work_unit and stops.production_date = yields.production_date
    left join {{ ref('int_product_values') }} as prices
        on products.product = prices.product and stops.production_date = prices.production_date
    left join {{ ref('int_labour_rates') }} as labour
        on stops.work_unit = labour.work_unit and stops.production_date = labour.production_date

),

components as (

    select
        *,
        -- Units that another unit of the line kept from being made are lost there, and counted there.
        case when caused_by is null then hours * 3600 / nullif(ideal_cycle_s, 0) * expected_yield end as lost_units,
        case
            when caused_by is not null or contribution_net_of_labour then 0
            when labour_missing is null then labour_per_h * hours
        end as idle_labour
    from stops

),

priced as (

    select
        *,
        case
            when caused_by is not null or constraint_factor = 0 then 0
            else lost_units * constraint_factor * (1 - recovery_share) * contribution
        end as lost_contribution,
        case
            when caused_by is not null or constraint_factor * recovery_share * recovery_premium = 0 then 0
            else lost_units * constraint_factor * recovery_share * recovery_premium
        end as recovery,
        case
            when caused_by is not null then 0
            else lost_units * ((1 - recovery_share) * contribution + recovery_share * recovery_premium)
        end as contribution_at_constraint
    from components

),

final as (

    select
        stop_id,
        order_id,
        product,
        caused_by,
        caused_by_stop_id,
        lost_units,
        lost_contribution,
        recovery,
        idle_labour,
        case
            when lost_contribution is not null or idle_labour is not null
                then coalesce(lost_contribution, 0) + coalesce(recovery, 0) + coalesce(idle_labour, 0)
        end as cost,
        case
            when contribution_at_constraint is not null or idle_labour is not null
                then coalesce(contribution_at_constraint, lost_contribution, 0) + coalesce(idle_labour, 0)
        end as cost_high,
        currency,
        nullif(
            concat_ws(
                '; ',
                case when lost_contribution is null then concat('lost contribution: ', contribution_missing) end,
                case
                    when lost_contribution is not null and contribution_at_constraint is null
                        then concat('upper bound: ', contribution_missing)
                end,
                case when idle_labour is null then concat('idle labour: ', labour_missing) end
            ),
            ''
        ) as cost_missing
    from priced

)

select * from final
