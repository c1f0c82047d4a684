{{ newest_rows(source('lake', 'units_of_measure'), 'units_of_measure') }}
