select * from {{ source('plant', 'sources') }}
