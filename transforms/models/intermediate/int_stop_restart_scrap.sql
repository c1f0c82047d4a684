-- What the units cost that were scrapped in the start-up after each breakdown and changeover; units scrapped in a start-up belong
-- to the newest one begun. NULL and named where such a unit's cost is not known, or scrap is not measured at all.
with startups as (

    select * from {{ ref('int_startups') }}

),

scrapped as (

    select
        counts.work_unit,
        counts.segment_start_utc as ts_utc,
        counts.product,
        counts.reject_count,
        segments.production_date
    from {{ ref('int_segment_counts') }} as counts
    inner join {{ ref('int_hour_segments') }} as segments
        on counts.work_unit = segments.work_unit and counts.segment_start_utc = segments.start_utc
    where segments.is_startup and counts.reject_count != 0

),

instants as (

    select
        work_unit,
        ts_utc,
        cast(null as timestamptz) as startup_utc
    from scrapped

    union

    select
        work_unit,
        start_utc as ts_utc,
        start_utc as startup_utc
    from startups

),

merged as (

    select
        work_unit,
        ts_utc,
        max(startup_utc) as startup_utc
    from instants
    group by work_unit, ts_utc

),

placed as (

    select
        work_unit,
        ts_utc,
        max(startup_utc) over (
            partition by work_unit order by ts_utc rows between unbounded preceding and current row
        ) as startup_utc
    from merged

),

priced as (

    select
        startups.stop_id,
        scrapped.reject_count * amounts.scrap_value as restart_scrap,
        scrapped.reject_count * amounts.scrap_value_high as restart_scrap_high,
        case
            when scrapped.product is null then 'no product is known for the scrap'
            else amounts.scrap_value_missing
        end as missing
    from scrapped
    inner join placed on scrapped.work_unit = placed.work_unit and scrapped.ts_utc = placed.ts_utc
    inner join startups on placed.work_unit = startups.work_unit and placed.startup_utc = startups.start_utc
    left join {{ ref('int_unit_values') }} as amounts
        on
            scrapped.work_unit = amounts.work_unit
            and scrapped.product = amounts.product
            and scrapped.production_date = amounts.production_date

),

added as (

    select
        stop_id,
        case when count(restart_scrap) = count(*) then {{ sum_of_money('restart_scrap') }} end as restart_scrap,
        case when count(restart_scrap_high) = count(*) then {{ sum_of_money('restart_scrap_high') }} end as restart_scrap_high,
        {{ joined_texts('missing') }} as missing
    from priced
    where stop_id is not null
    group by stop_id

),

final as (

    select
        stops.stop_id,
        case
            when stops.caused_by is not null or stops.kind not in ('breakdown', 'changeover') then 0
            when measures.quality_basis = 'unmeasured' then null
            when added.stop_id is null then 0
            else added.restart_scrap
        end as restart_scrap,
        case
            when stops.caused_by is not null or stops.kind not in ('breakdown', 'changeover') then 0
            when measures.quality_basis = 'unmeasured' then null
            when added.stop_id is null then 0
            else added.restart_scrap_high
        end as restart_scrap_high,
        case when measures.quality_basis = 'unmeasured' then 'scrap is unmeasured' else added.missing end as missing
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('int_unit_measures') }} as measures on stops.work_unit = measures.work_unit
    left join added on stops.stop_id = added.stop_id

)

select * from final
