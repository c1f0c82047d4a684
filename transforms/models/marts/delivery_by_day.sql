{{ delivery_rollup('production_date') }}
