select * from {{ source('plant', 'work_units') }}
