{{ newest_rows(source('lake', 'unit_conversions'), 'unit_conversions') }}
