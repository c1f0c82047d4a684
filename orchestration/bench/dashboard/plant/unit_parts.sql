-- One row per work unit and shift, and per free day: its time by bucket, and what was made of it.
with times as (
    select
        work_unit, production_date, shift, product, order_id, speed, good_share, ideal_cycle_s, is_rated, is_measured,
        28800 as calendar_s, 0 as unscheduled_s, 1800 as planned_s, producing_s,
        list_sum([stop.seconds for stop in stops if stop.kind = 'breakdown']) as breakdown_s,
        list_sum([stop.seconds for stop in stops if stop.kind = 'minor_stop']) as minor_stop_s,
        list_sum([stop.seconds for stop in stops if stop.kind = 'changeover']) as changeover_s,
        list_sum([stop.seconds for stop in stops if stop.kind = 'external']) as external_s,
        list_sum([stop.seconds for stop in stops if stop.kind = 'unknown']) as unknown_s
    from unit_shifts
    where production_date between getvariable('from_date') and getvariable('to_date')
    union all by name
    select work_unit, day::date as production_date, 'none' as shift, 86400 as calendar_s, 86400 as unscheduled_s,
        0 as planned_s, 0 as producing_s, true as is_rated, true as is_measured
    from work_units
    cross join generate_series(getvariable('from_date')::timestamp, getvariable('to_date')::timestamp, interval 1 day)
        as days(day)
    where isodow(day) = 7
),
whole as (
    select * replace (
        coalesce(breakdown_s, 0)::bigint as breakdown_s, coalesce(minor_stop_s, 0)::bigint as minor_stop_s,
        coalesce(changeover_s, 0)::bigint as changeover_s, coalesce(external_s, 0)::bigint as external_s,
        coalesce(unknown_s, 0)::bigint as unknown_s
    ), (producing_s * coalesce(speed, 0))::bigint as ideal_s
    from times
)
select
    * exclude (speed, good_share),
    case when is_rated then 0 else producing_s end as unrated_s,
    case when is_rated then producing_s - ideal_s else 0 end as speed_loss_s,
    case when is_rated then (ideal_s * coalesce(good_share, 0))::bigint else 0 end as good_s,
    case when is_rated then ideal_s - (ideal_s * coalesce(good_share, 0))::bigint else 0 end as quality_loss_s,
    calendar_s - unscheduled_s - planned_s as pbt_s,
    calendar_s - unscheduled_s - planned_s - unknown_s as busy_s,
    coalesce(ideal_s / ideal_cycle_s, 0) as total_count,
    coalesce(ideal_s * good_share / ideal_cycle_s, 0) as good_count
from whole
