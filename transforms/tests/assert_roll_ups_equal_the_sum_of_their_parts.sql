-- Per production day, a site has the calendar and good time of its lines, and the enterprise that of its sites.
{{ config(meta={'dagster': {'ref': {'name': 'oee_by_day'}}}) }}

with per_level as (

    select
        production_date,
        policy,
        level,
        sum(calendar_s) as calendar_s,
        sum(good_s) as good_s,
        sum(busy_s) as busy_s
    from {{ ref('oee_by_day') }}
    where level != 'work_unit'
    group by production_date, policy, level

)

select
    lower_level.production_date,
    lower_level.policy,
    lower_level.level
from per_level as lower_level
inner join per_level as enterprise
    on
        lower_level.production_date = enterprise.production_date
        and lower_level.policy = enterprise.policy
        and enterprise.level = 'enterprise'
where
    lower_level.calendar_s != enterprise.calendar_s
    or lower_level.good_s != enterprise.good_s
    or lower_level.busy_s != enterprise.busy_s
