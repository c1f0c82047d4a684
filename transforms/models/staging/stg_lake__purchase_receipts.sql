{{ newest_occurrences(source('lake', 'purchase_receipts'), 'receipt_id', 'receipt_key', [
    'purchase_order',
    'product',
    'supplier',
    'ordered_quantity',
    'received_quantity',
    'unit',
    'promised_date',
    'received_utc'
]) }}
