-- One row per operation that gives a work unit's time its order and product: those of the MES, or the ERP's confirmations where
-- they count the unit. A confirmation never tells a state.
with units as (

    select
        work_unit,
        coalesce(state_from != 'mes' and 'erp' in (total_from, good_from), false) as is_told_by_erp
    from {{ ref('stg_plant__work_units') }}

),

final as (

    select
        operations.work_unit,
        operations.order_id,
        operations.product,
        operations.kind,
        operations.start_utc,
        operations.end_utc
    from {{ ref('int_operations') }} as operations
    inner join units on operations.work_unit = units.work_unit and not units.is_told_by_erp
    where operations.start_utc < operations.end_utc

    union all

    select
        bookings.work_unit,
        bookings.order_id,
        bookings.product,
        bookings.kind,
        bookings.start_utc,
        bookings.end_utc
    from {{ ref('int_bookings') }} as bookings
    inner join units on bookings.work_unit = units.work_unit and units.is_told_by_erp
    where bookings.basis = 'erp' and bookings.start_utc < bookings.end_utc

)

select * from final
