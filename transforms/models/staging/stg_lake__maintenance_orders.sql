{{ newest_rows(source('lake', 'maintenance_orders'), 'maintenance_orders') }}
