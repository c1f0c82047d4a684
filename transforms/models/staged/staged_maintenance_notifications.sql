{{ config(alias='maintenance_notifications') }}

select
    notification,
    maintenance_order,
    work_centre,
    kind,
    reported_utc,
    malfunction_start_utc,
    malfunction_end_utc,
    reported_reason,
    description,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__maintenance_notifications') }}
