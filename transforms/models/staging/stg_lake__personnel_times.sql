{{ newest_occurrences(source('lake', 'personnel_times'), 'personnel_time_id', 'personnel_time_key', [
    'work_centre',
    'worker',
    'work_date',
    'start_utc',
    'end_utc',
    'attendance_s',
    'work_s'
]) }}
