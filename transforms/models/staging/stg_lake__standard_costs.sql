{{ newest_rows(source('lake', 'standard_costs'), 'standard_costs') }}
