{{ newest_occurrences(source('lake', 'downtime_events'), 'downtime_id', 'downtime_key', [
    'work_centre',
    'order_id',
    'start_utc',
    'end_utc',
    'reported_reason',
    'description',
    'worker'
]) }}
