{{ newest_rows(source('lake', 'exchange_rates'), 'exchange_rates') }}
