select * from {{ source('plant', 'production_days') }}
