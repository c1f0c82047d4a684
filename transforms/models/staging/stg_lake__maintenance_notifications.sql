{{ newest_rows(source('lake', 'maintenance_notifications'), 'maintenance_notifications') }}
