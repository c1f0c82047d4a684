{{ newest_rows(source('lake', 'products'), 'products') }}
