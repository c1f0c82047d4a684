{{ config(alias='files') }}

select
    source,
    load_seq,
    file_id,
    file_name,
    size_bytes,
    reader,
    status,
    reason,
    export_time_utc,
    rows_read,
    rows_loaded,
    rows_rejected,
    min_ts_utc,
    max_ts_utc,
    members,
    touched_days,
    loaded_at_utc,
    read_seconds,
    retracted_at_utc
from {{ ref('stg_lake__ledger') }}
