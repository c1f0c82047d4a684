select * from {{ source('plant', 'reasons') }}
