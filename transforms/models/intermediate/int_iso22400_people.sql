-- One row per level, object and period (day, week, month) on which people booked time: `too_few_people` says so where they are
-- fewer than figures are published of, or where it is not known who they are. All rows without a worker count as one person.
with places as (

    select * from {{ ref('int_iso22400_places') }}

),

sites as (

    select distinct
        place_level,
        place,
        site
    from places

),

placed as (

    select
        sites.place_level,
        sites.place,
        coalesce(times.work_date, days.production_date) as production_date,
        times.worker
    from {{ ref('stg_lake__personnel_times') }} as times
    inner join {{ ref('stg_plant__aliases') }} as aliases on times.work_centre = aliases.alias
    inner join sites on aliases.level = sites.place_level and aliases.object = sites.place
    left join {{ ref('stg_plant__production_days') }} as days
        on sites.site = days.site and times.start_utc >= days.start_utc and times.start_utc < days.end_utc

),

counted as (

    select
        places.level,
        places.object,
        periods.period_kind,
        periods.period_start,
        count(distinct placed.worker) as workers,
        count(distinct placed.worker) + max(case when placed.worker is null then 1 else 0 end) as people
    from placed
    inner join places on placed.place_level = places.place_level and placed.place = places.place
    inner join {{ ref('int_iso22400_periods') }} as periods on placed.production_date = periods.production_date
    group by places.level, places.object, periods.period_kind, periods.period_start

),

final as (

    select
        counted.level,
        counted.object,
        counted.period_kind,
        counted.period_start,
        case
            when counted.people >= privacy.least_group then null
            when counted.workers = 0
                then concat('workers, to know that they are ', cast(privacy.least_group as varchar), ' or more')
            else concat('fewer than ', cast(privacy.least_group as varchar), ' people (privacy.least_group)')
        end as too_few_people
    from counted
    cross join {{ ref('stg_plant__privacy') }} as privacy

)

select * from final
