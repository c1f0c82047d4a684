{{ newest_occurrences(source('lake', 'actual_costs'), 'booking_id', 'booking_key', [
    'order_id',
    'work_centre',
    'cost_centre',
    'cost_element',
    'posting_date',
    'booked_amount',
    'currency'
]) }}
