-- One row per site, working day and shift: three of eight hours from six o'clock; Sundays are free.
select
    units.site || '/' || day::date || '/' || list_extract(['early', 'late', 'night'], nth) as shift_id,
    units.site,
    list_extract(['early', 'late', 'night'], nth) as shift,
    day::date as production_date,
    timezone(units.time_zone, day + to_hours(6 + 8 * (nth - 1))) as start_utc,
    timezone(units.time_zone, day + to_hours(14 + 8 * (nth - 1))) as end_utc,
    date_diff('day', getvariable('first'), day::date) * 3 + nth as shift_no
from (select distinct site, time_zone from work_units) as units
cross join generate_series(getvariable('first')::timestamp, getvariable('last')::timestamp, interval 1 day) as days(day)
cross join range(1, 4) as shifts(nth)
where isodow(day) < 7
