{{ oee_rollup(['iso_year', 'iso_week', 'week_start']) }}
