select
    source, load_seq, file_name, status as file_status, hash(file_name, n) % 50000 as row_no,
    'PRESS.COUNT;' || max_ts_utc || ';1O2;Good' as raw, 'the value "1O2" is not a number' as reason
from files cross join range(10) as rows(n)
where status = 'loaded'
