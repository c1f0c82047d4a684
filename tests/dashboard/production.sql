-- One good unit a minute of producing time, one rejected an hour of it, hour by hour; full speed is a unit in 48 s.
create temp table unit_hours as
select work_unit, line, area, site, production_date, shift_id, shift, order_id, product, bucket, hours.hour_utc,
    epoch(least(end_utc, hours.hour_utc + interval 1 hour) - greatest(start_utc, hours.hour_utc)) as seconds
from fct_time_segments,
    lateral (
        select unnest(generate_series(date_trunc('hour', start_utc), end_utc - interval 1 second, interval 1 hour))
            as hour_utc
    ) as hours
where bucket <> 'unscheduled';

insert into fct_production by name
select work_unit, line, area, site, hour_utc, production_date, shift_id, shift, order_id, order_id is not null as has_order,
    product, sum(seconds) / 60 + sum(seconds) / 3600 as total_count, sum(seconds) / 60 as good_count,
    sum(seconds) / 3600 as reject_count, 0.0 as held_count, 0.0 as rework_count, 'counter' as basis,
    case work_unit when 'saw' then 'unmeasured' else 'mes' end as quality_basis
from unit_hours where bucket = 'producing' group by all;

insert into production_by_shift by name
select work_unit, line, area, site, production_date, shift, product, basis, quality_basis, sum(total_count) as total_count,
    sum(good_count) as good_count, sum(reject_count) as reject_count, sum(held_count) as held_count,
    sum(rework_count) as rework_count
from fct_production group by all;

-- Line 1 has a target of 0.8, its site one of 0.7, the south none; the drill has no ideal cycle.
insert into production_by_hour by name
with added as (
    select work_unit, line, site, hour_utc, production_date,
        coalesce(sum(seconds) filter (where bucket <> 'planned'), 0) as pbt_s,
        coalesce(sum(seconds) filter (where bucket = 'producing'), 0) as producing_s,
        coalesce(sum(seconds) filter (where bucket = 'unknown'), 0) as unknown_s
    from unit_hours group by all
)
select work_unit, line, site, hour_utc, production_date, pbt_s, producing_s, unknown_s,
    case when work_unit = 'drill' then pbt_s else 0 end as without_cycle_s, producing_s / 60 + producing_s / 3600 as total_count,
    producing_s / 60 as good_count, producing_s / 3600 as reject_count,
    case when work_unit <> 'drill' then pbt_s / 48 end as ideal_count,
    case when line = 'n_l1' then 0.8 when site = 'north' then 0.7 end as target_oee,
    case when work_unit <> 'drill' then ideal_count * target_oee end as target_count,
    case when target_count is null then pbt_s else 0 end as without_target_s, good_count - target_count as against_target_count
from added where pbt_s > 0;

insert into production_by_day by name
select work_unit, line, site, production_date, sum(pbt_s) as pbt_s, sum(producing_s) as producing_s,
    sum(unknown_s) as unknown_s, sum(without_target_s) as without_target_s,
    sum(total_count) as total_count, sum(good_count) as good_count, sum(reject_count) as reject_count,
    sum(ideal_count) as ideal_count, sum(target_count) as target_count
from production_by_hour group by all;

-- The newest order of Line 1 is short, the one before came in full, the one before that was late.
insert into orders by name
with made as (
    select order_id, product, production_date, min(start_utc) as actual_start_utc, max(end_utc) as actual_finish_utc,
        row_number() over (order by production_date desc) as age
    from fct_time_segments where work_unit = 'pack' and order_id is not null group by order_id, product, production_date
)
select order_id, product, 'n_l1' as line, 'north' as site, 1290.0 + case age when 1 then 60 else 0 end as planned_quantity,
    1290.0 as good_count, case age when 3 then 1200.0 else 1290.0 end as good_by_due_count, 21.5 as reject_count,
    actual_start_utc as planned_start_utc, actual_finish_utc - interval 1 hour as planned_finish_utc,
    actual_finish_utc - interval 30 minutes as due_utc, actual_start_utc, actual_finish_utc, 77400 as producing_s,
    true as is_finished, true as is_due, true as is_late, age not in (1, 3) as is_on_time_in_full, true as is_on_schedule,
    case age when 1 then 'short' when 3 then 'late' end as not_on_time_in_full_because
from made;

insert into order_performance by name
select order_id, product, 'ACME Motors' as customer, line, site, is_finished, planned_quantity, good_count,
    good_count - planned_quantity as quantity_deviation_count, good_count as counter_good_count, reject_count,
    planned_start_utc, actual_start_utc, planned_finish_utc, actual_finish_utc, 3600.0 as finish_deviation_s,
    5000.0 as planned_cost, 5250.0 as actual_cost, 250.0 as cost_deviation, 'EUR' as currency,
    'planned time: no routing' as missing
from orders;

insert into delivery_by_day by name
with placed as (
    select orders.*, segments.production_date, places.*
    from orders inner join (select distinct order_id, production_date from fct_time_segments where work_unit = 'pack')
        as segments using (order_id),
        (values ('line', 'n_l1'), ('site', 'north'), ('enterprise', 'acme')) as places (level, object)
)
select level, object, object as object_name, production_date, 1 as due_order_count,
    is_on_time_in_full::bigint as on_time_in_full_count, 1 as on_schedule_count,
    coalesce(not_on_time_in_full_because = 'late', false)::bigint as late_order_count,
    coalesce(not_on_time_in_full_because = 'short', false)::bigint as short_order_count, 0 as not_begun_order_count
from placed;

insert into iso22400_kpis by name
select kpi, kpi as iso_name, 'site' as level, 'north' as object, 'north' as site, 'day' as period_kind,
    production_date as period_start, numerator, denominator, numerator / denominator as value, '1' as unit, missing
from (select distinct production_date from production_by_hour where site = 'north'),
    (values ('quality_ratio', 90.0, 100.0, null), ('scrap_ratio', 8.0, 100.0, null), ('rework_ratio', 2.0, 100.0, null),
        ('first_pass_yield', null, null, 'inspections')) as given (kpi, numerator, denominator, missing);

-- The MES books five units a shift less than the packer's counter; the ERP books once a day what the MES has.
insert into count_reconciliation by name
with told as (
    select order_id, work_unit, line, site, production_date, shift, sum(good_count) as counter_good_count
    from fct_counts group by order_id, work_unit, line, site, production_date, shift
)
select *, case when work_unit = 'pack' then counter_good_count - 5 end as mes_good_count,
    case when work_unit = 'pack' and shift = 'early' then counter_good_count - 5 end as erp_good_count,
    mes_good_count - counter_good_count as mes_less_counter_good_count,
    erp_good_count - counter_good_count as erp_less_counter_good_count,
    erp_good_count - mes_good_count as erp_less_mes_good_count,
    case when work_unit <> 'pack' then 'the MES never counted the work unit; the ERP never counted the work unit'
        when shift <> 'early' then 'the ERP had nothing of the order in the shift' end as missing
from told;
