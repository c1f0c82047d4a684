{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The samples behind the figures: each change of state behind the segments it made, each counted step behind its time, each
-- MES operation and ERP confirmation behind the segments it ran through.
with segments as (

    select * from {{ ref('int_segments') }}

),

state_samples as (

    select
        segments.segment_id,
        segments.production_date,
        samples.work_unit,
        samples.signal,
        samples.source,
        samples.tag,
        samples.ts_utc,
        samples.value_num,
        samples.value_text,
        samples.quality,
        samples.load_seq,
        samples.row_no
    from segments
    inner join {{ ref('int_tag_samples') }} as samples
        on
            segments.work_unit = samples.work_unit
            and segments.state_since_utc = samples.ts_utc
            and samples.signal = 'state'

),

-- A counted step stands with the segment in which its sample fell: the newest segment begun before it.
count_cuts as (

    select
        work_unit,
        signal,
        source,
        tag,
        ts_utc,
        load_seq,
        row_no,
        null as segment_utc
    from {{ ref('int_count_increments') }}
    where quantity != 0

    union all

    select
        work_unit,
        null as signal,
        null as source,
        null as tag,
        start_utc as ts_utc,
        null as load_seq,
        null as row_no,
        start_utc as segment_utc
    from segments

),

counted as (

    select
        *,
        max(segment_utc) over (
            partition by work_unit order by ts_utc, case when segment_utc is null then 0 else 1 end
            rows between unbounded preceding and current row
        ) as within_utc
    from count_cuts

),

count_samples as (

    select
        segments.segment_id,
        segments.production_date,
        counted.work_unit,
        counted.signal,
        counted.source,
        counted.tag,
        counted.ts_utc,
        samples.value_num,
        samples.value_text,
        samples.quality,
        counted.load_seq,
        counted.row_no
    from counted
    inner join segments on counted.work_unit = segments.work_unit and counted.within_utc = segments.start_utc
    inner join {{ ref('int_tag_samples') }} as samples
        on
            counted.work_unit = samples.work_unit
            and counted.signal = samples.signal
            and counted.source = samples.source
            and counted.tag = samples.tag
            and counted.ts_utc = samples.ts_utc
    where counted.segment_utc is null and counted.ts_utc <= segments.end_utc

),

operations as (

    select
        segments.segment_id,
        segments.production_date,
        operations.work_unit,
        'operation' as signal,
        operations.source,
        operations.operation_key as tag,
        operations.start_utc as ts_utc,
        operations.good_quantity as value_num,
        operations.order_id as value_text,
        2 as quality,
        operations.load_seq,
        operations.row_no
    from {{ ref('int_operations') }} as operations
    inner join segments
        on
            operations.work_unit = segments.work_unit
            and operations.start_utc < segments.end_utc
            and operations.end_utc > segments.start_utc

),

-- One without a start is an instant, of the segment it falls into.
confirmations as (

    select
        segments.segment_id,
        segments.production_date,
        bookings.work_unit,
        'confirmation' as signal,
        bookings.source,
        bookings.booking_key as tag,
        bookings.start_utc as ts_utc,
        bookings.good_quantity as value_num,
        bookings.order_id as value_text,
        2 as quality,
        bookings.load_seq,
        bookings.row_no
    from {{ ref('int_bookings') }} as bookings
    inner join segments
        on
            bookings.work_unit = segments.work_unit
            and bookings.start_utc < segments.end_utc
            and (bookings.end_utc > segments.start_utc or bookings.start_utc = segments.start_utc)
    where bookings.basis = 'erp'

),

evidence as (

    select * from state_samples
    union all
    select * from count_samples
    union all
    select * from operations
    union all
    select * from confirmations

),

final as (

    select
        evidence.segment_id,
        evidence.production_date,
        evidence.work_unit,
        evidence.signal,
        evidence.source,
        evidence.tag,
        evidence.ts_utc,
        evidence.value_num,
        evidence.value_text,
        cast(evidence.quality as integer) as quality,
        evidence.load_seq,
        ledger.file_name,
        ledger.file_id,
        evidence.row_no
    from evidence
    inner join {{ ref('stg_lake__ledger') }} as ledger
        on evidence.source = ledger.source and evidence.load_seq = ledger.load_seq
    where {{ is_asked_day('evidence.work_unit', 'evidence.production_date') }}

)

select * from final
