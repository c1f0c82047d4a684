select * from {{ source('plant', 'tags') }}
