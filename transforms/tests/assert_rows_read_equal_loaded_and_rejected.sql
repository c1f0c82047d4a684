-- For each loaded file: every record read was loaded or rejected.
{{ config(meta={'dagster': {'ref': {'name': 'meta_files'}}}) }}

select
    source,
    load_seq,
    file_name,
    rows_read,
    rows_loaded,
    rows_rejected
from {{ ref('meta_files') }}
where status = 'loaded' and rows_read != rows_loaded + rows_rejected
