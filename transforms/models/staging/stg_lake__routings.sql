{{ newest_rows(source('lake', 'routings'), 'routings') }}
