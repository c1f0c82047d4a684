{{ newest_rows(source('lake', 'order_operations'), 'order_operations') }}
