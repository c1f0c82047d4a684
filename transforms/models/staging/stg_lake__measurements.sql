{{ newest_occurrences(source('lake', 'measurements'), 'measurement_id', 'measurement_key', [
    'characteristic',
    'product',
    'work_centre',
    'order_id',
    'ts_utc',
    'subgroup',
    'value',
    'lower_spec_limit',
    'upper_spec_limit',
    'unit'
]) }}
