{{ newest_rows(source('lake', 'identifiers'), 'identifiers') }}
