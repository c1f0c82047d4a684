{{ newest_rows(source('lake', 'equipment_capacities'), 'equipment_capacities') }}
