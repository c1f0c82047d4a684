{{ newest_occurrences(source('lake', 'inspections'), 'inspection_lot', 'inspection_key', [
    'work_centre',
    'order_id',
    'product',
    'operation',
    'ts_utc',
    'inspected_quantity',
    'first_pass_quantity'
]) }}
