-- The change of state behind each segment, and of producing ones a counted step of either counter.
with signals as (
    select * from (values ('state', 1), ('good_count', 600), ('total_count', 900)) as listed (signal, after_s)
)
select
    segment_id, production_date, work_unit, signal, site || '_historian' as source,
    upper(work_unit) || '.' || signal as tag, start_utc + to_seconds(after_s - 1) as ts_utc,
    case when signal <> 'state' then (epoch(start_utc)::bigint % 1000000)::double end as value_num,
    case when signal = 'state' then raw_state end as value_text, 2 as quality,
    date_diff('day', getvariable('first'), production_date) + 1 as load_seq,
    site || '_' || production_date || '.csv' as file_name, md5(file_name) || md5(site) as file_id,
    hash(segment_id, signal) % 100000 as row_no
from fct_time_segments as segments
cross join signals
where production_date between getvariable('from_date') and getvariable('to_date') and bucket <> 'unscheduled'
    and (signal = 'state' or bucket = 'producing')
