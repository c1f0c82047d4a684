-- The ideal cycle of each product on each work unit and production day on which it was made: a validated nameplate or best
-- demonstrated time, else the routing's; the unit's own before its line's before one for any unit; the newest valid one.
with asked as (

    select
        work_unit,
        product,
        production_date
    from {{ ref('int_segments') }}
    where product is not null

    union

    select
        work_unit,
        product,
        production_date
    from {{ ref('int_production') }}
    where product is not null

    union

    -- A line led by its constraint rates what leaves the line at the constraint's cycle.
    select
        units.line_constraint as work_unit,
        production.product,
        production.production_date
    from {{ ref('int_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
    where units.line_rollup = 'constraint' and production.product is not null

),

routings as (

    select
        routings.product,
        routings.ideal_cycle_s,
        routings.basis,
        routings.valid_from,
        routings.valid_to,
        aliases.level,
        aliases.object,
        routings.work_centre
    from {{ ref('stg_lake__routings') }} as routings
    left join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias

),

ranked as (

    select
        asked.work_unit,
        asked.product,
        asked.production_date,
        routings.ideal_cycle_s,
        routings.basis,
        row_number() over (
            partition by asked.work_unit, asked.product, asked.production_date
            order by
                case when routings.basis = 'routing' then 1 else 0 end asc,
                case when routings.level = 'work_unit' then 0 when routings.level = 'line' then 1 else 2 end asc,
                routings.valid_from desc nulls last,
                routings.ideal_cycle_s asc
        ) as preference
    from asked
    inner join {{ ref('stg_plant__work_units') }} as units on asked.work_unit = units.work_unit
    inner join routings
        on
            asked.product = routings.product
            and asked.production_date >= coalesce(routings.valid_from, asked.production_date)
            and asked.production_date <= coalesce(routings.valid_to, asked.production_date)
            and (
                (routings.level = 'work_unit' and asked.work_unit = routings.object)
                or (routings.level = 'line' and units.line = routings.object)
                or routings.work_centre is null
            )

)

select
    work_unit,
    product,
    production_date,
    ideal_cycle_s,
    basis
from ranked
where preference = 1
