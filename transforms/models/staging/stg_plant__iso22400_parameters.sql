select * from {{ source('plant', 'iso22400_parameters') }}
