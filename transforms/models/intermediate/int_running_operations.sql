-- One row per operation during which a work unit is at work, by what tells it: the MES, or the ERP's confirmations where they
-- give the unit its order. A confirmation never tells a state.
with erp_units as (

    select distinct work_unit
    from {{ ref('int_order_bases') }}
    where basis = 'erp'

),

final as (

    select
        'mes' as basis,
        work_unit,
        order_id,
        product,
        kind,
        start_utc,
        end_utc
    from {{ ref('int_operations') }}
    where start_utc < end_utc

    union all

    select
        'erp' as basis,
        bookings.work_unit,
        bookings.order_id,
        bookings.product,
        bookings.kind,
        bookings.start_utc,
        bookings.end_utc
    from {{ ref('int_bookings') }} as bookings
    inner join erp_units on bookings.work_unit = erp_units.work_unit
    where bookings.basis = 'erp' and bookings.start_utc < bookings.end_utc

)

select * from final
