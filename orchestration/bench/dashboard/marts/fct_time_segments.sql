-- The pieces of each shift: five of production, between them a break and up to three stops; and the whole of a free day.
with shift_pieces as (
    select
        work_unit, line, area, site, shift_id, shift, production_date, start_utc, order_id, product,
        unnest(['producing', stops[1].kind, 'producing', 'planned', 'producing', stops[2].kind, 'producing', stops[3].kind,
            'producing']) as bucket,
        unnest([producing_s // 5, stops[1].seconds, producing_s // 5, 1800, producing_s // 5, stops[2].seconds,
            producing_s // 5, stops[3].seconds, producing_s - 4 * (producing_s // 5)]) as seconds,
        unnest([0, producing_s // 5, producing_s // 5 + stops[1].seconds, producing_s // 5 * 2 + stops[1].seconds,
            producing_s // 5 * 2 + stops[1].seconds + 1800, producing_s // 5 * 3 + stops[1].seconds + 1800,
            producing_s // 5 * 3 + stops[1].seconds + stops[2].seconds + 1800,
            producing_s // 5 * 4 + stops[1].seconds + stops[2].seconds + 1800,
            producing_s // 5 * 4 + stops[1].seconds + stops[2].seconds + stops[3].seconds + 1800]) as after_s
    from unit_shifts
    where production_date between getvariable('from_date') and getvariable('to_date')
),
pieces as (
    select * exclude (start_utc, after_s), start_utc + to_seconds(after_s) as start_utc from shift_pieces where seconds > 0
    union all by name
    select work_unit, line, area, site, day::date as production_date, 'unscheduled' as bucket, 86400 as seconds,
        timezone(time_zone, day + interval 6 hours) as start_utc
    from work_units
    cross join generate_series(getvariable('from_date')::timestamp, getvariable('to_date')::timestamp, interval 1 day)
        as days(day)
    where isodow(day) = 7
),
placed as (
    select *, hash(work_unit, start_utc) as chance from pieces
)
select
    lpad(to_hex(chance), 16, '0') as segment_id,
    work_unit, line, area, site, start_utc, start_utc + to_seconds(seconds) as end_utc, seconds as duration_s, bucket,
    case bucket when 'producing' then 'running' when 'unknown' then 'unknown' when 'unscheduled' then 'off'
        when 'planned' then 'planned' else 'stopped' end as state,
    case when bucket <> 'unknown' then (chance % 12)::varchar end as raw_state,
    case
        when bucket = 'planned' then 'break'
        when bucket = 'changeover' and chance % 5 = 0 then null
        when bucket in ('changeover', 'external') then bucket || '_' || chance % 6
        when bucket in ('breakdown', 'minor_stop') then bucket || '_' || chance % 12
    end as reason,
    case when bucket in ('breakdown', 'minor_stop', 'changeover', 'external')
        then lpad(to_hex(hash(chance)), 16, '0') end as stop_id,
    shift_id, shift, production_date, order_id, product
from placed
