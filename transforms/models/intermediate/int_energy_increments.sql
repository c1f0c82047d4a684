-- What each meter measured since its sample before, in kWh: the step of an energy counter (by the rules of all counters), or a
-- power that held until the next sample; after a bad sample nothing is known until the next good one. Where a unit has both,
-- its energy counters count.
with tags as (

    select
        *,
        max(case when signal = 'energy' then 1 else 0 end) over (partition by work_unit) = 1 as has_energy
    from {{ ref('stg_plant__tags') }}
    where signal in ('energy', 'power')

),

samples as (

    select
        samples.work_unit,
        samples.signal,
        samples.source,
        samples.tag,
        samples.ts_utc,
        samples.value_num,
        samples.scale,
        samples.counter_mode,
        samples.rollover_at,
        coalesce(tags.value_offset, 0) as value_offset,
        lag(samples.value_num) over (
            partition by samples.work_unit, samples.signal, samples.source, samples.tag order by samples.ts_utc
        ) as previous_value,
        lag(samples.quality) over (
            partition by samples.work_unit, samples.signal, samples.source, samples.tag order by samples.ts_utc
        ) as previous_quality,
        lag(samples.ts_utc) over (
            partition by samples.work_unit, samples.signal, samples.source, samples.tag order by samples.ts_utc
        ) as previous_utc
    from {{ ref('int_tag_samples') }} as samples
    inner join tags on samples.source = tags.source and samples.tag = tags.tag
    where
        (samples.signal = 'energy' and samples.quality >= 1 and samples.value_num is not null)
        or (samples.signal = 'power' and not tags.has_energy)

),

final as (

    select
        work_unit,
        concat_ws('|', work_unit, signal, source, tag) as meter,
        previous_utc,
        ts_utc,
        case
            when signal = 'energy' then scale * {{ counter_step() }}
            else
                (previous_value * scale + value_offset)
                * {{ us_between('previous_utc', 'ts_utc') }} / 3600000000
        end as energy_kwh
    from samples
    where
        previous_utc is not null
        and previous_value is not null
        and (signal = 'energy' or previous_quality >= 1)

)

select * from final
