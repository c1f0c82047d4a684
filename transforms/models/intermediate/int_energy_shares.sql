-- Each meter's increments laid onto time: of an interval's energy each second has the same part. Parts are differences of what
-- has run up since the interval's start, rounded to the milliwatt-hour, so that they add up to it exactly.
with increments as (

    select * from {{ ref('int_energy_increments') }}

),

meters as (

    select distinct
        meter,
        work_unit
    from increments

),

segments as (

    select * from {{ ref('int_hour_segments') }}

),

cuts as (

    select
        meter,
        previous_utc as ts_utc,
        previous_utc as sample_utc,
        null as segment_utc
    from increments

    union all

    select
        meter,
        ts_utc,
        null as sample_utc,
        null as segment_utc
    from increments

    union all

    select
        meters.meter,
        segments.start_utc as ts_utc,
        null as sample_utc,
        segments.start_utc as segment_utc
    from segments
    inner join meters on segments.work_unit = meters.work_unit

),

instants as (

    select
        meter,
        ts_utc,
        max(sample_utc) as sample_utc,
        max(segment_utc) as segment_utc
    from cuts
    group by meter, ts_utc

),

swept as (

    select
        meter,
        ts_utc as start_utc,
        lead(ts_utc) over (partition by meter order by ts_utc) as end_utc,
        max(sample_utc) over so_far as sample_utc,
        max(segment_utc) over so_far as segment_utc
    from instants
    window so_far as (partition by meter order by ts_utc rows between unbounded preceding and current row)

),

-- A stretch lies within one increment and one segment, or is in neither and falls away.
stretches as (

    select
        meters.work_unit,
        segments.start_utc as segment_start_utc,
        increments.energy_kwh,
        {{ us_between('increments.previous_utc', 'swept.start_utc') }} as before_us,
        {{ us_between('increments.previous_utc', 'swept.end_utc') }} as after_us,
        {{ us_between('increments.previous_utc', 'increments.ts_utc') }} as whole_us
    from swept
    inner join meters on swept.meter = meters.meter
    inner join increments on swept.meter = increments.meter and swept.sample_utc = increments.previous_utc
    inner join segments on meters.work_unit = segments.work_unit and swept.segment_utc = segments.start_utc
    where swept.start_utc < increments.ts_utc and swept.start_utc < segments.end_utc and swept.end_utc is not null

),

final as (

    select
        work_unit,
        segment_start_utc,
        sum(
            cast(energy_kwh * after_us / whole_us as decimal(18, 6))
            - cast(energy_kwh * before_us / whole_us as decimal(18, 6))
        ) as energy_kwh
    from stretches
    group by work_unit, segment_start_utc

)

select * from final
