{{ newest_rows(source('lake', 'orders'), 'orders') }}
