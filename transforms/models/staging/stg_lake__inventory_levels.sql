{{ newest_rows(source('lake', 'inventory_levels'), 'inventory_levels') }}
