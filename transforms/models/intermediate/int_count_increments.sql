-- What each counter counted since its sample before. The first sample is a base; a drop is a rollover where the counter is
-- configured to roll over and the wrapped step is believable (at most half its range), else a reset.
with samples as (

    select
        *,
        lag(value_num) over (partition by work_unit, signal, source, tag order by ts_utc) as previous_value,
        lag(ts_utc) over (partition by work_unit, signal, source, tag order by ts_utc) as previous_utc
    from {{ ref('int_tag_samples') }}
    where
        signal in ('total_count', 'good_count', 'reject_count', 'rework_count')
        and quality >= 1
        and value_num is not null

),

final as (

    select
        work_unit,
        signal,
        source,
        tag,
        previous_utc,
        ts_utc,
        scale * {{ counter_step() }} as quantity,
        load_seq,
        row_no
    from samples
    where previous_utc is not null

)

select * from final
