select * from {{ source('plant', 'planned_stops') }}
