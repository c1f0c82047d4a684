{{ newest_rows(source('lake', 'energy_tariffs'), 'energy_tariffs') }}
