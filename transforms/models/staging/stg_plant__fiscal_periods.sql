select * from {{ source('plant', 'fiscal_periods') }}
