-- A historian's file a site and day, and an ERP's a week; one in two hundred is quarantined.
with given as (
    select site || '_historian' as source, site, day::date as day from (select distinct site from work_units)
    cross join generate_series(getvariable('first')::timestamp, getvariable('last')::timestamp, interval 1 day) as days(day)
    union all
    select site || '_erp', site, day::date from (select distinct site from work_units)
    cross join generate_series(getvariable('first')::timestamp, getvariable('last')::timestamp, interval 7 day) as days(day)
)
select
    source, date_diff('day', getvariable('first'), day) + 1 as load_seq,
    site || '_' || day || case when source like '%erp' then '_erp' else '' end || '.csv' as file_name,
    md5(file_name) || md5(site) as file_id, 2000000 as size_bytes,
    case when source like '%erp' then 'erp.delimited' else 'historian.delimited_long' end as reader,
    case when hash(source, day) % 200 = 0 then 'quarantined' else 'loaded' end as status,
    case when status = 'quarantined' then 'The file is not text in UTF-8: byte 0xff at offset 1024.' end as reason,
    50000 as rows_read, 49990 as rows_loaded, 10 as rows_rejected, (day + interval 6 hours)::timestamptz as min_ts_utc,
    (day + interval 30 hours)::timestamptz as max_ts_utc, '[]' as members, '["' || day || '"]' as touched_days,
    (day + interval 31 hours)::timestamptz as loaded_at_utc, 1.5 as read_seconds
from given
