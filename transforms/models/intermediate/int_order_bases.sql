-- What tells the order and the product of a work unit, the first that says one first: as `orders_from` says; else its order or
-- product tag where it has one, else the ERP's confirmations where they count the unit, else the MES's operations.
with layers as (

    select 'order' as layer
    union all
    select 'product' as layer

),

tagged as (

    select distinct
        work_unit,
        signal as layer
    from {{ ref('stg_plant__tags') }}
    where signal in ('order', 'product')

),

configured as (

    select
        bases.work_unit,
        layers.layer,
        bases.basis,
        bases.precedence
    from {{ ref('stg_plant__order_bases') }} as bases
    cross join layers

),

usual as (

    select
        units.work_unit,
        layers.layer,
        case
            when tagged.work_unit is not null then 'tag'
            when units.state_from != 'mes' and 'erp' in (units.total_from, units.good_from) then 'erp'
            else 'mes'
        end as basis,
        1 as precedence
    from {{ ref('stg_plant__work_units') }} as units
    cross join layers
    left join tagged on units.work_unit = tagged.work_unit and layers.layer = tagged.layer
    left join {{ ref('stg_plant__order_bases') }} as bases on units.work_unit = bases.work_unit
    where bases.work_unit is null

)

select * from configured
union all
select * from usual
