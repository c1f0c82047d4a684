{{ config(alias='service_tickets') }}

select
    ticket,
    work_centre,
    maintenance_order,
    provider,
    priority,
    reported_utc,
    responded_utc,
    repaired_utc,
    agreed_response_s,
    agreed_repair_s,
    source,
    load_seq,
    row_no
from {{ ref('stg_lake__service_tickets') }}
