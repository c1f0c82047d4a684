select
    site || '_historian' as source, upper(work_unit) || '.' || signal as tag, case when signal <> 'temperature' then work_unit end as work_unit,
    case when signal <> 'temperature' then signal end as signal, 20000 * date_diff('day', getvariable('first'), getvariable('last')) as samples,
    0.95 + hash(work_unit, signal) % 50 / 1000.0 as good_share, getvariable('first')::timestamptz as first_utc,
    (getvariable('last') + 1)::timestamptz as last_utc, signal <> 'temperature' as is_mapped
from work_units
cross join (select unnest(['state', 'good_count', 'total_count', 'reject_count', 'temperature']) as signal) as signals
