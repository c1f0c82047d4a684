{{ newest_occurrences(source('lake', 'shipments'), 'shipment_id', 'shipment_key', [
    'sales_order',
    'order_id',
    'customer',
    'product',
    'quantity',
    'unit',
    'shipped_utc'
]) }}
