{{ newest_rows(source('lake', 'rates'), 'rates') }}
