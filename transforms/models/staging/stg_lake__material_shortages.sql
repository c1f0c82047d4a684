{{ newest_occurrences(source('lake', 'material_shortages'), 'shortage_id', 'shortage_key', [
    'order_id',
    'operation',
    'product',
    'work_centre',
    'start_utc',
    'end_utc',
    'missing_quantity',
    'unit'
]) }}
