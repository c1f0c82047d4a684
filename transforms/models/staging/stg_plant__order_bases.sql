select * from {{ source('plant', 'order_bases') }}
