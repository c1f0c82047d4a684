{{ delivery_rollup('week_start') }}
