-- A version each morning.
select
    strftime(day + interval 31 hours, '%Y%m%dT%H%M%S000000Z') as version, (day + interval 31 hours)::timestamptz as published_at_utc,
    '0.1.0' as code_version, 'c0ffee' as configuration_hash, date_diff('day', getvariable('first'), day::date) + 1 as last_load_seq,
    20 as new_files, 0 as retracted_files, dayofyear(day) % 90 = 1 as code_changed, dayofmonth(day) = 1 as configuration_changed,
    concat_ws('; ', case when dayofyear(day) % 90 = 1 then 'the code changed' end,
        case when dayofmonth(day) = 1 then 'the configuration changed' end, '20 new file(s)') as reason
from generate_series(getvariable('first')::timestamp, getvariable('last')::timestamp, interval 1 day) as days(day)
