-- What each whole stop lost in units and in contribution (formulas: kpis.md, Money). Units that another unit of the line kept
-- from being made are lost there, and counted there.
with stops as (

    select
        stops.stop_id,
        stops.caused_by,
        products.order_id,
        products.product,
        cast(stops.duration_us as double) / 1000000 / nullif(cycles.ideal_cycle_s, 0) * yields.expected_yield as lost_units,
        amounts.price - amounts.variable_cost as contribution,
        parameters.constraint_factor,
        parameters.recovery_share,
        parameters.recovery_premium,
        case
            when products.product is null then 'no product is known for the stop'
            when cycles.ideal_cycle_s is null then concat('no ideal cycle for product ', products.product)
            when yields.expected_yield is null then 'no rated production in the 28 days before'
            else coalesce(amounts.price_missing, amounts.variable_cost_missing)
        end as missing
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('int_unit_cost_parameters') }} as parameters on stops.work_unit = parameters.work_unit
    inner join {{ ref('int_stop_products') }} as products on stops.stop_id = products.stop_id
    left join {{ ref('int_ideal_cycles') }} as cycles
        on
            stops.work_unit = cycles.work_unit
            and products.product = cycles.product
            and stops.production_date = cycles.production_date
    left join {{ ref('int_expected_yield') }} as yields
        on stops.work_unit = yields.work_unit and stops.production_date = yields.production_date
    left join {{ ref('int_product_values') }} as amounts
        on
            products.product = amounts.product
            and stops.production_date = amounts.production_date
            and parameters.currency = amounts.currency

),

final as (

    select
        stop_id,
        order_id,
        product,
        case when caused_by is null then lost_units end as lost_units,
        case
            when caused_by is not null or constraint_factor = 0 then 0
            else lost_units * constraint_factor * (1 - recovery_share) * contribution
        end as lost_contribution,
        case
            when caused_by is not null or constraint_factor * recovery_share * recovery_premium = 0 then 0
            else lost_units * constraint_factor * recovery_share * recovery_premium
        end as recovery,
        -- Both of them, were the unit the constraint of a line that is sold out.
        case
            when caused_by is not null then 0
            else lost_units * ((1 - recovery_share) * contribution + recovery_share * recovery_premium)
        end as contribution_high,
        missing
    from stops

)

select * from final
