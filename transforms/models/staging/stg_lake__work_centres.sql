{{ newest_rows(source('lake', 'work_centres'), 'work_centres') }}
