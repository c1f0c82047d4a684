{{ newest_rows(source('lake', 'sales_orders'), 'sales_orders') }}
