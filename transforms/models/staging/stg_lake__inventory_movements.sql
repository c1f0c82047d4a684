{{ newest_occurrences(source('lake', 'inventory_movements'), 'movement_id', 'movement_key', [
    'product',
    'work_centre',
    'order_id',
    'ts_utc',
    'kind',
    'quantity',
    'unit'
]) }}
