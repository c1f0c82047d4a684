{{ newest_rows(source('lake', 'prices'), 'prices') }}
