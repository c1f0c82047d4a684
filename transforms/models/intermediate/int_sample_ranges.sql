-- One row per tag: which of its stored samples the run's context needs. From the sample that set the value held when the context
-- begins, as a state lasts from the first of equal samples on, to the first one after its end; NULL where there is no bound.
with contexts as (

    select * from {{ ref('int_unit_contexts') }}
    where context_from_utc is not null or context_to_utc is not null

),

samples as (

    select
        samples.work_unit,
        samples.signal,
        samples.source,
        samples.tag,
        samples.ts_utc,
        contexts.context_from_utc,
        contexts.context_to_utc,
        concat_ws('|', samples.raw_text, case when samples.signal = 'state' and samples.quality = 0 then 'bad' end) as told
    from {{ ref('int_mapped_samples') }} as samples
    inner join contexts on samples.work_unit = contexts.work_unit
    where samples.signal = 'state' or samples.quality >= 1

),

held as (

    select
        work_unit,
        signal,
        source,
        tag,
        max_by(told, ts_utc) as told
    from samples
    where ts_utc <= context_from_utc
    group by work_unit, signal, source, tag

),

others as (

    select
        samples.work_unit,
        samples.signal,
        samples.source,
        samples.tag,
        max(samples.ts_utc) as last_other_utc
    from samples
    inner join held
        on
            samples.work_unit = held.work_unit
            and samples.signal = held.signal
            and samples.source = held.source
            and samples.tag = held.tag
    where samples.ts_utc <= samples.context_from_utc and samples.told is distinct from held.told
    group by samples.work_unit, samples.signal, samples.source, samples.tag

),

final as (

    select
        samples.work_unit,
        samples.signal,
        samples.source,
        samples.tag,
        min(samples.ts_utc) filter (
            where samples.ts_utc > coalesce(others.last_other_utc, cast('0001-01-01' as timestamptz))
        ) as from_utc,
        min(samples.ts_utc) filter (where samples.ts_utc >= samples.context_to_utc) as to_utc
    from samples
    left join others
        on
            samples.work_unit = others.work_unit
            and samples.signal = others.signal
            and samples.source = others.source
            and samples.tag = others.tag
    group by samples.work_unit, samples.signal, samples.source, samples.tag

)

select * from final
