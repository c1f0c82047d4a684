select * from {{ source('plant', 'shift_instances') }}
