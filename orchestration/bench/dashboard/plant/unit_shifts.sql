-- One row per work unit and shift: its order (of four shifts of the line), product, and how its eight hours were spent.
with drawn as (
    select
        units.work_unit, units.line, units.area, units.site, units.site_no, units.currency, shifts.shift_id, shifts.shift,
        shifts.production_date, shifts.start_utc,
        'PO-' || upper(units.line) || '-' || lpad((shifts.shift_no // 4)::varchar, 5, '0') as order_id,
        'P-' || (units.site_no * 4 + hash(units.line, shifts.shift_no // 4) % 8) % 40 as product,
        hash(units.work_unit, shifts.shift_no) as chance
    from work_units as units
    inner join shifts using (site)
    where shifts.production_date between getvariable('from_date') and getvariable('to_date')
),
stopped as (
    select
        *,
        list_transform(
            [chance, hash(chance), case when chance % 3 > 0 then hash(chance, 2) end],
            lambda h: case
                when h is null then {'kind': null::varchar, 'seconds': 0::bigint}
                when h % 100 < 62 then {'kind': 'minor_stop', 'seconds': (60 + h // 100 % 240)::bigint}
                when h % 100 < 77 then {'kind': 'breakdown', 'seconds': (300 + h // 100 % 3300)::bigint}
                when h % 100 < 87 then {'kind': 'changeover', 'seconds': (600 + h // 100 % 1500)::bigint}
                when h % 100 < 97 then {'kind': 'external', 'seconds': (120 + h // 100 % 1080)::bigint}
                else {'kind': 'unknown', 'seconds': (300 + h // 100 % 1200)::bigint}
            end
        ) as stops
    from drawn
)
select
    *,
    28800 - 1800 - stops[1].seconds - stops[2].seconds - stops[3].seconds as producing_s,
    -- Ideal seconds of a unit, the speed, and the share of good units.
    12.0 + hash(product) % 40 as ideal_cycle_s,
    0.80 + hash(chance, 3) % 170 / 1000.0 as speed,
    0.95 + hash(chance, 4) % 48 / 1000.0 as good_share,
    hash(work_unit) % 20 > 0 as is_measured,
    hash(work_unit, 'rated') % 33 > 0 as is_rated
from stopped
