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
        scale * case
            when value_num >= previous_value then value_num - previous_value
            when
                counter_mode = 'rollover'
                and rollover_at + 1 - previous_value + value_num <= rollover_at / 2
                then rollover_at + 1 - previous_value + value_num
            else value_num
        end as quantity,
        load_seq,
        row_no
    from samples
    where previous_utc is not null

)

select * from final
