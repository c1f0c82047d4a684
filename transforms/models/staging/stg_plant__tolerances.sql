select * from {{ source('plant', 'tolerances') }}
