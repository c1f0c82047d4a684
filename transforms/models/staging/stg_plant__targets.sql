select * from {{ source('plant', 'targets') }}
