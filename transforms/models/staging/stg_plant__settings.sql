select * from {{ source('plant', 'settings') }}
