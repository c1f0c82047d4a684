select * from {{ source('plant', 'privacy') }}
