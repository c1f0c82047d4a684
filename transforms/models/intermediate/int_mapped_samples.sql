{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_changed_days()
) }}

-- Stored: the mapped samples of the whole history, one a tag and instant: the newest by the export's own time where it is
-- known, else by load order. Of the days (UTC) whose samples changed all rows are made anew.
with samples as (

    select * from {{ ref('stg_lake__samples') }}
    where {{ is_changed_day() }}

),

tags as (

    select * from {{ ref('stg_plant__tags') }}

),

ledger as (

    select * from {{ ref('stg_lake__ledger') }}

),

ranked as (

    select
        tags.work_unit,
        tags.signal,
        samples.source,
        samples.tag,
        samples.day_utc,
        samples.ts_utc,
        samples.value_num,
        samples.value_text,
        samples.quality,
        tags.state_set,
        coalesce(tags.scale, 1) as scale,
        tags.counter_mode,
        tags.rollover_at,
        samples.load_seq,
        samples.row_no,
        row_number() over (
            partition by tags.work_unit, tags.signal, samples.source, samples.tag, samples.ts_utc
            order by ledger.export_time_utc desc nulls last, samples.load_seq desc, samples.row_no desc
        ) as newness
    from samples
    inner join tags on samples.source = tags.source and samples.tag = tags.tag
    inner join ledger on samples.source = ledger.source and samples.load_seq = ledger.load_seq

),

final as (

    select
        work_unit,
        signal,
        source,
        tag,
        day_utc,
        ts_utc,
        value_num,
        value_text,
        case
            when value_num is not null then {{ number_as_text('value_num') }}
            else trim(value_text)
        end as raw_text,
        quality,
        state_set,
        scale,
        counter_mode,
        rollover_at,
        load_seq,
        row_no
    from ranked
    where newness = 1

)

select * from final
