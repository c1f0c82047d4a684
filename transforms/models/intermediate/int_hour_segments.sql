-- The segments cut once more at the hours of the production day (whole hours since its start, which in zones with half-hour
-- offsets begin at half past in UTC) and at the ends of start-ups. Counts are laid onto these.
with segments as (

    select * from {{ ref('int_segments') }}

),

hours as (

    select distinct
        segments.work_unit,
        {{ add_seconds('days.start_utc', 'numbers.n * 3600') }} as ts_utc
    from (select distinct
        work_unit,
        site,
        production_date
    from segments) as segments
    inner join {{ ref('stg_plant__production_days') }} as days
        on segments.site = days.site and segments.production_date = days.production_date
    cross join {{ numbers(25) }} as numbers
    where {{ add_seconds('days.start_utc', 'numbers.n * 3600') }} < days.end_utc

),

cuts as (

    select
        work_unit,
        start_utc as ts_utc,
        start_utc as segment_utc,
        null as hour_utc,
        null as startup_until_utc
    from segments

    union all

    select
        work_unit,
        ts_utc,
        null as segment_utc,
        ts_utc as hour_utc,
        null as startup_until_utc
    from hours

    union all

    select
        work_unit,
        start_utc as ts_utc,
        null as segment_utc,
        null as hour_utc,
        end_utc as startup_until_utc
    from {{ ref('int_startups') }}

    union all

    select
        work_unit,
        end_utc as ts_utc,
        null as segment_utc,
        null as hour_utc,
        null as startup_until_utc
    from {{ ref('int_startups') }}

),

instants as (

    select
        work_unit,
        ts_utc,
        max(segment_utc) as segment_utc,
        max(hour_utc) as hour_utc,
        max(startup_until_utc) as startup_until_utc
    from cuts
    group by work_unit, ts_utc

),

swept as (

    select
        work_unit,
        ts_utc as start_utc,
        lead(ts_utc) over (partition by work_unit order by ts_utc) as next_utc,
        max(segment_utc) over so_far as segment_utc,
        max(hour_utc) over so_far as hour_utc,
        max(startup_until_utc) over so_far as startup_until_utc
    from instants
    window so_far as (partition by work_unit order by ts_utc rows between unbounded preceding and current row)

),

final as (

    select
        swept.work_unit,
        swept.start_utc,
        coalesce(least(swept.next_utc, segments.end_utc), segments.end_utc) as end_utc,
        swept.hour_utc,
        segments.segment_id,
        segments.bucket,
        coalesce(swept.start_utc < swept.startup_until_utc, false) as is_startup,
        segments.production_date,
        segments.shift_id,
        segments.order_id,
        segments.product
    from swept
    inner join segments on swept.work_unit = segments.work_unit and swept.segment_utc = segments.start_utc
    where swept.start_utc < segments.end_utc

)

select * from final
