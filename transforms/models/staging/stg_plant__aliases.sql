select * from {{ source('plant', 'aliases') }}
