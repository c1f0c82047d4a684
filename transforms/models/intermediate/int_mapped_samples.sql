{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_changed_days()
) }}

-- Stored: the mapped samples of the whole history, one a tag and instant: what the newest export says, by its own time where
-- that is known, else by load order, from the first load that said so. Of the days (UTC) whose samples changed all rows are made
-- anew; a load that says the same again changes none.
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
        first_value(samples.value_num) over newest_first as newest_num,
        first_value(samples.value_text) over newest_first as newest_text,
        first_value(samples.quality) over newest_first as newest_quality
    from samples
    inner join tags on samples.source = tags.source and samples.tag = tags.tag
    inner join ledger on samples.source = ledger.source and samples.load_seq = ledger.load_seq
    window newest_first as (
        partition by tags.work_unit, tags.signal, samples.source, samples.tag, samples.ts_utc
        order by ledger.export_time_utc desc nulls last, samples.load_seq desc, samples.row_no desc
    )

),

counting as (

    select
        *,
        row_number() over (
            partition by work_unit, signal, source, tag, ts_utc
            order by load_seq, row_no
        ) as telling
    from ranked
    where
        value_num is not distinct from newest_num
        and value_text is not distinct from newest_text
        and quality is not distinct from newest_quality

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
    from counting
    where telling = 1

)

select * from final
