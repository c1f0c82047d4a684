-- The hours of each shift: what was made in it, evenly, but for a hash's share.
select
    work_unit, line, area, site, start_utc + to_hours(hour) as hour_utc, production_date, shift_id, shift, order_id,
    true as has_order, product, round(producing_s * speed / ideal_cycle_s / 8 * (0.9 + hash(chance, hour) % 200 / 1000.0)) as total_count,
    round(total_count * good_share) as good_count, total_count - good_count as reject_count,
    0.0 as held_count, (chance % 7 = 0)::double as rework_count, ideal_cycle_s, 'demonstrated' as ideal_basis,
    good_count * ideal_cycle_s as good_s, reject_count * ideal_cycle_s as quality_loss_s, 'counter' as basis,
    case when is_measured then 'mes' else 'unmeasured' end as quality_basis
from unit_shifts
cross join range(8) as hours(hour)
where production_date between getvariable('from_date') and getvariable('to_date')
