{{ config(materialized='view') }}

-- Planned run time of what each work unit produced on a production day: PRU x PQ, by the ERP's routing; NULL where a product
-- that was made has none. The unit's own routing goes before its line's before one for any unit; the newest valid one counts.
with produced as (

    select
        production.work_unit,
        units.line,
        production.production_date,
        production.product,
        sum(production.total_count) as total_count
    from {{ ref('fct_production') }} as production
    inner join {{ ref('stg_plant__work_units') }} as units on production.work_unit = units.work_unit
    group by production.work_unit, units.line, production.production_date, production.product

),

routings as (

    select
        routings.product,
        routings.work_centre,
        routings.ideal_cycle_s as planned_run_s,
        routings.valid_from,
        routings.valid_to,
        aliases.level,
        aliases.object
    from {{ ref('stg_lake__routings') }} as routings
    left join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias
    where routings.basis = 'routing'

),

ranked as (

    select
        produced.work_unit,
        produced.production_date,
        produced.total_count,
        routings.planned_run_s,
        row_number() over (
            partition by produced.work_unit, produced.production_date, produced.product
            order by
                case when routings.level = 'work_unit' then 0 when routings.level = 'line' then 1 else 2 end asc,
                routings.valid_from desc nulls last,
                routings.planned_run_s asc
        ) as preference
    from produced
    left join routings
        on
            produced.product = routings.product
            and produced.production_date >= coalesce(routings.valid_from, produced.production_date)
            and produced.production_date <= coalesce(routings.valid_to, produced.production_date)
            and (
                (routings.level = 'work_unit' and produced.work_unit = routings.object)
                or (routings.level = 'line' and produced.line = routings.object)
                or routings.work_centre is null
            )

),

final as (

    select
        work_unit,
        production_date,
        case
            when max(case when planned_run_s is null and total_count != 0 then 1 else 0 end) = 0
                then sum(cast(coalesce(total_count * planned_run_s, 0) as decimal(18, 6)))
        end as planned_run_s
    from ranked
    where preference = 1
    group by work_unit, production_date

)

select * from final
