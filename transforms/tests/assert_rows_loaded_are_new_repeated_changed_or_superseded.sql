-- For each loaded file whose rows were compared: every row is new, repeated, changed or superseded.
{{ config(meta={'dagster': {'ref': {'name': 'meta_files'}}}) }}

select
    source,
    load_seq,
    file_name,
    rows_loaded,
    rows_new,
    rows_repeated,
    rows_changed,
    rows_superseded
from {{ ref('meta_files') }}
where status = 'loaded' and rows_loaded != rows_new + rows_repeated + rows_changed + rows_superseded
