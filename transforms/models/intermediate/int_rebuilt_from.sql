-- The first production date that a rebuild writes: the asked one, or an earlier one that what is new there reaches back to:
-- a stop, a counter's interval or an operation that lasts into the asked days. One row.
with asked as (

    select {{ asked_from_date() }} as from_date

),

days as (

    select
        units.work_unit,
        days.production_date,
        days.start_utc,
        days.end_utc
    from {{ ref('stg_plant__production_days') }} as days
    inner join {{ ref('stg_plant__work_units') }} as units on days.site = units.site

),

beginnings as (

    select
        days.work_unit,
        days.start_utc
    from days
    inner join asked on days.production_date = asked.from_date

),

reaching_in as (

    select
        stops.work_unit,
        stops.start_utc
    from {{ ref('int_stops') }} as stops
    inner join beginnings on stops.work_unit = beginnings.work_unit
    where stops.start_utc < beginnings.start_utc and stops.end_utc >= beginnings.start_utc

    union all

    select
        increments.work_unit,
        increments.previous_utc as start_utc
    from {{ ref('int_count_increments') }} as increments
    inner join beginnings on increments.work_unit = beginnings.work_unit
    where increments.previous_utc < beginnings.start_utc and increments.ts_utc >= beginnings.start_utc

    union all

    select
        operations.work_unit,
        operations.start_utc
    from {{ ref('int_operations') }} as operations
    inner join beginnings on operations.work_unit = beginnings.work_unit
    where operations.start_utc < beginnings.start_utc and operations.end_utc >= beginnings.start_utc

),

reached as (

    select min(days.production_date) as from_date
    from reaching_in
    inner join days
        on
            reaching_in.work_unit = days.work_unit
            and reaching_in.start_utc >= days.start_utc
            and reaching_in.start_utc < days.end_utc

)

select least(asked.from_date, coalesce(reached.from_date, asked.from_date)) as from_date
from asked
cross join reached
