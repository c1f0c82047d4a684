select
    source, left(source, 3) as site, any_value(reader) as reader, case when source like '%erp' then 'orders' else 'samples' end as produces,
    count(*) as files, count(*) filter (where status = 'quarantined') as quarantined_files, sum(rows_loaded) as rows_loaded,
    sum(rows_rejected) as rows_rejected, max(max_ts_utc) as newest_data_utc, max(loaded_at_utc) as last_loaded_utc,
    900.0 as stale_after_s, 93600.0 as fresh_within_s
from files group by source
