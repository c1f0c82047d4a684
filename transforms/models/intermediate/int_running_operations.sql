-- One row per operation that gives a work unit's time its order and product: those of the MES and, for a unit that no MES knows,
-- the ERP's confirmations. A confirmation never tells a state.
with known_to_mes as (

    select distinct aliases.object as work_unit
    from {{ ref('stg_lake__operations') }} as operations
    inner join {{ ref('stg_plant__aliases') }} as aliases
        on operations.work_centre = aliases.alias and aliases.level = 'work_unit'

),

final as (

    select
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
        bookings.work_unit,
        bookings.order_id,
        bookings.product,
        bookings.kind,
        bookings.start_utc,
        bookings.end_utc
    from {{ ref('int_bookings') }} as bookings
    inner join {{ ref('stg_plant__work_units') }} as units on bookings.work_unit = units.work_unit
    left join known_to_mes on bookings.work_unit = known_to_mes.work_unit
    where
        bookings.basis = 'erp'
        and bookings.start_utc < bookings.end_utc
        and units.state_from != 'mes'
        and known_to_mes.work_unit is null

)

select * from final
