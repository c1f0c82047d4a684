select * from {{ source('plant', 'reason_codes') }}
