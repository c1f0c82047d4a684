-- What one unit of each product is worth at a work unit on a production day: what is lost when it is scrapped there, and when it
-- is not made at all (formulas: kpis.md, Money); low as configured, high as at the constraint of a sold-out line.
with amounts as (

    select
        products.work_unit,
        products.product,
        products.production_date,
        amounts.price - amounts.variable_cost as contribution,
        coalesce(amounts.price_missing, amounts.variable_cost_missing) as contribution_missing,
        costs.variable_cost as variable_cost_here,
        costs.missing as variable_cost_missing,
        coalesce(costs.variable_cost, amounts.variable_cost) as variable_cost_high,
        -- Without an entry nothing comes back; with one in a currency without a rate it is not known.
        case when amounts.salvage_value_missing like 'no exchange rate%' then null else coalesce(amounts.salvage_value, 0) end
            as salvage_value,
        amounts.salvage_value_missing,
        amounts.rework_cost,
        amounts.rework_cost_missing,
        parameters.constraint_factor,
        parameters.currency
    from {{ ref('int_costed_products') }} as products
    inner join {{ ref('int_unit_cost_parameters') }} as parameters on products.work_unit = parameters.work_unit
    inner join {{ ref('int_product_values') }} as amounts
        on
            products.product = amounts.product
            and products.production_date = amounts.production_date
            and parameters.currency = amounts.currency
    inner join {{ ref('int_operation_costs') }} as costs
        on
            products.work_unit = costs.work_unit
            and products.product = costs.product
            and products.production_date = costs.production_date

),

factored as (

    select
        *,
        case when constraint_factor = 0 then 0 else constraint_factor * contribution end as contribution_low
    from amounts

),

final as (

    select
        work_unit,
        product,
        production_date,
        currency,
        contribution_low,
        contribution as contribution_high,
        contribution_missing,
        variable_cost_here - salvage_value + contribution_low as scrap_value,
        variable_cost_high - salvage_value + contribution as scrap_value_high,
        case
            when variable_cost_here is null then variable_cost_missing
            when salvage_value is null then salvage_value_missing
            else contribution_missing
        end as scrap_value_missing,
        rework_cost,
        rework_cost_missing
    from factored

)

select * from final
