{{ config(materialized='view') }}

-- What the equipment could have made on a production day: capacity an hour x known planned busy hours. A line has its own
-- capacity, else its constraint's, else its units' together. NULL where there is none, so that no sum above is taken for whole.
with days as (

    select distinct production_date from {{ ref('stg_plant__production_days') }}

),

capacities as (

    select
        aliases.level,
        aliases.object,
        days.production_date,
        capacities.capacity_per_h,
        row_number() over (
            partition by aliases.level, aliases.object, days.production_date
            order by capacities.valid_from desc nulls last, capacities.source asc
        ) as preference
    from {{ ref('stg_lake__equipment_capacities') }} as capacities
    inner join {{ ref('stg_plant__aliases') }} as aliases on capacities.work_centre = aliases.alias
    inner join days
        on
            days.production_date >= coalesce(capacities.valid_from, days.production_date)
            and days.production_date <= coalesce(capacities.valid_to, days.production_date)

),

valid as (

    select * from capacities
    where preference = 1

),

unit_days as (

    select
        shifts.work_unit,
        units.line,
        shifts.production_date,
        max(
            case when units.line_rollup != 'constraint' or units.work_unit = units.line_constraint then 1 else 0 end
        ) = 1 as leads,
        sum(shifts.calendar_s - shifts.unscheduled_s - shifts.planned_s - shifts.unknown_s) as busy_s
    from {{ ref('int_unit_shifts') }} as shifts
    inner join {{ ref('stg_plant__work_units') }} as units on shifts.work_unit = units.work_unit
    group by shifts.work_unit, units.line, shifts.production_date

),

unit_capacities as (

    select
        unit_days.*,
        cast(unit_days.busy_s as double) / 3600 * valid.capacity_per_h as capacity_quantity
    from unit_days
    left join valid
        on
            valid.level = 'work_unit'
            and unit_days.work_unit = valid.object
            and unit_days.production_date = valid.production_date

),

-- A line that stands for its units in a row is busy as its constraint is; one of units side by side as they are on average.
line_days as (

    select
        line,
        production_date,
        avg(cast(busy_s as double)) / 3600 as busy_h,
        case when count(*) = count(capacity_quantity) then sum(capacity_quantity) end as capacity_quantity
    from unit_capacities
    where leads
    group by line, production_date

),

final as (

    select
        'work_unit' as place_level,
        work_unit as place,
        production_date,
        capacity_quantity
    from unit_capacities

    union all

    select
        'line' as place_level,
        line_days.line as place,
        line_days.production_date,
        coalesce(line_days.busy_h * valid.capacity_per_h, line_days.capacity_quantity) as capacity_quantity
    from line_days
    left join valid
        on valid.level = 'line' and line_days.line = valid.object and line_days.production_date = valid.production_date

)

select * from final
