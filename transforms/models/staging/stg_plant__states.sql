select * from {{ source('plant', 'states') }}
