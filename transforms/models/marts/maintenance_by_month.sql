{{ maintenance_rollup('month_start') }}
