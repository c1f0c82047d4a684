{{ newest_occurrences(source('lake', 'operations'), 'operation_id', 'operation_key', [
    'work_centre',
    'order_id',
    'product',
    'operation',
    'kind',
    'start_utc',
    'end_utc',
    'good_quantity',
    'reject_quantity',
    'rework_quantity',
    'held_quantity',
    'unit',
    'worker'
]) }}
