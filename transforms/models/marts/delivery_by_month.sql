{{ delivery_rollup('month_start') }}
