-- Produced = good + rejected at first pass + to be reworked + held, where quality is measured and not all of the three kinds are
-- counted apart; and what was produced is what its basis counted, less second passes where a counter counted those too.
{{ config(meta={'dagster': {'ref': {'name': 'fct_production'}}}) }}

with production as (

    select
        production.work_unit,
        production.production_date,
        coalesce(production.shift, 'none') as shift,
        sum(production.total_count) as total_count,
        sum(production.reworked_count) as reworked_count,
        sum(
            production.good_count + production.reject_count - production.reworked_reject_count
            + production.rework_count + production.held_count
        ) as told_apart_count
    from {{ ref('fct_production') }} as production
    group by production.work_unit, production.production_date, coalesce(production.shift, 'none')

),

measures as (

    select * from {{ ref('int_unit_measures') }}

),

counted as (

    select
        counts.work_unit,
        counts.production_date,
        counts.shift,
        sum(counts.total_count) as total_count
    from {{ ref('fct_counts') }} as counts
    inner join measures on counts.work_unit = measures.work_unit and counts.basis = measures.total_from
    group by counts.work_unit, counts.production_date, counts.shift

)

select
    production.*,
    counted.total_count as counted_count
from production
inner join measures on production.work_unit = measures.work_unit
left join counted
    on
        production.work_unit = counted.work_unit
        and production.production_date = counted.production_date
        and production.shift = counted.shift
where
    (
        measures.quality_basis != 'unmeasured'
        and (measures.total_from is null or measures.good_from is null or measures.reject_from is null or measures.has_held)
        and abs(production.total_count - production.told_apart_count) > 0.000001
    )
    or (
        measures.total_from is not null
        and abs(
            production.total_count + case when measures.total_from = 'counter' then production.reworked_count else 0 end
            - coalesce(counted.total_count, 0)
        ) > 0.000001
    )
