-- Of each work unit, all production days but the first and last accounted are as long as the clock says: 23, 24 or 25 hours.
{{ config(meta={'dagster': {'ref': {'name': 'oee_by_day'}}}) }}

with days as (

    select
        oee.object as work_unit,
        oee.production_date,
        oee.policy,
        oee.calendar_s,
        {{ us_to_s(us_between('days.start_utc', 'days.end_utc')) }} as elapsed_s,
        min(oee.production_date) over (partition by oee.object) as first_date,
        max(oee.production_date) over (partition by oee.object) as last_date
    from {{ ref('oee_by_day') }} as oee
    inner join {{ ref('stg_plant__production_days') }} as days
        on oee.site = days.site and oee.production_date = days.production_date
    where oee.level = 'work_unit'

)

select * from days
where production_date > first_date and production_date < last_date and calendar_s != elapsed_s
