select
    source,
    tag,
    ts_utc,
    value_num,
    value_text,
    quality,
    quality_raw,
    load_seq,
    row_no,
    day_utc
from {{ source('lake', 'samples') }}
