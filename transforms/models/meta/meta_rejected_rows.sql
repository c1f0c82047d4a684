{{ config(alias='rejected_rows') }}

select
    rejected.source,
    rejected.load_seq,
    ledger.file_name,
    ledger.status as file_status,
    rejected.row_no,
    rejected.member,
    rejected.raw,
    rejected.reason
from {{ source('lake', 'rejected_rows') }} as rejected
inner join {{ ref('stg_lake__ledger') }} as ledger
    on rejected.source = ledger.source and rejected.load_seq = ledger.load_seq
