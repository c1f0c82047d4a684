{{ newest_occurrences(source('lake', 'confirmations'), 'confirmation_id', 'confirmation_key', [
    'order_id',
    'work_centre',
    'product',
    'operation',
    'kind',
    'start_utc',
    'end_utc',
    'good_quantity',
    'reject_quantity',
    'rework_quantity',
    'scrap_reason',
    'reverses',
    'worker'
]) }}
