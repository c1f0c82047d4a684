select * from {{ source('plant', 'cost_parameters') }}
