select * from {{ source('plant', 'energy_prices') }}
