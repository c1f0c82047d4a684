{{ newest_rows(source('lake', 'service_tickets'), 'service_tickets') }}
