-- Everything that follows from the fixture's time segments, by the definitions in their simplest form.
insert into fct_stops by name
select stop_id, segments.work_unit, line, area, site, bucket as kind, reason, start_utc, end_utc, duration_s,
    segments.work_unit = 'pack' and end_utc = max(end_utc) over (partition by segments.work_unit) as is_open,
    reason in ('hydraulics', 'tool') as is_failure, shift_id, shift, production_date, order_id, product,
    (duration_s / 30)::double as lost_units, facts.cost * 6 / 7 * duration_s::double / 3600 as lost_contribution,
    0.0::double as recovery, facts.cost / 7 * duration_s::double / 3600 as idle_labour,
    0.0::double as restart_scrap, 0.0::double as repair, null::double as idle_energy,
    facts.cost * duration_s::double / 3600 as cost, facts.cost * duration_s::double / 3600 as cost_low,
    facts.cost * duration_s::double / 3600 * 1.5 as cost_high, case site when 'north' then 'EUR' else 'USD' end as currency,
    case when facts.cost is null then 'lost contribution: no price for product flange; idle labour: no rate for line n_l2'
    end as cost_missing
from fct_time_segments as segments inner join unit_facts as facts using (work_unit)
where stop_id is not null;

insert into fct_evidence by name
select segment_id, production_date, work_unit, 'state' as signal, site || '_historian' as source, upper(work_unit) || '.STATE' as tag,
    start_utc as ts_utc, null::double as value_num, raw_state as value_text, 2::tinyint as quality, 7::bigint as load_seq,
    'export_' || strftime(production_date, '%Y%m%d') || '.csv' as file_name, 'abc123' as file_id,
    row_number() over (partition by work_unit, production_date order by start_utc) + 1 as row_no
from fct_time_segments where bucket <> 'unscheduled';

create temp table unit_days as
select segments.work_unit, line, site, production_date, shift, product, order_id,
    sum(duration_s) as calendar_s,
    coalesce(sum(duration_s) filter (where bucket = 'unscheduled'), 0) as unscheduled_s,
    coalesce(sum(duration_s) filter (where bucket = 'planned'), 0) as planned_s,
    coalesce(sum(duration_s) filter (where bucket = 'breakdown'), 0) as breakdown_s,
    coalesce(sum(duration_s) filter (where bucket = 'minor_stop'), 0) as minor_stop_s,
    coalesce(sum(duration_s) filter (where bucket = 'changeover'), 0) as changeover_s,
    coalesce(sum(duration_s) filter (where bucket = 'external'), 0) as external_s,
    coalesce(sum(duration_s) filter (where bucket = 'unknown'), 0) as unknown_s,
    coalesce(sum(duration_s) filter (where bucket = 'producing'), 0) as producing_s,
    any_value(facts.good) as good_share, any_value(facts.rejected) as rejected_share
from fct_time_segments as segments inner join unit_facts as facts using (work_unit)
group by all;

create temp table unit_parts as
select *, case when good_share is null then producing_s else 0 end as unrated_s,
    coalesce(good_share, 0) * producing_s as good_s, coalesce(rejected_share, 0) * producing_s as quality_loss_s,
    case when good_share is null then 0
        else (1 - good_share - coalesce(rejected_share, 0)) * producing_s end as speed_loss_s,
    calendar_s - unscheduled_s - planned_s as pbt_s, calendar_s - unscheduled_s - planned_s - unknown_s as busy_s,
    good_share is not null as is_rated, good_share is not null and rejected_share is not null as is_measured
from unit_days;

create temp table placed as
select 'work_unit' as level, work_unit as object, * from unit_parts
union all
select 'line', line, * from unit_parts where work_unit <> 'pack'
union all
select 'site', site, * from unit_parts where work_unit <> 'pack'
union all
select 'enterprise', 'acme', * from unit_parts where work_unit <> 'pack';

insert into downtime_cost_by_reason by name
with placed_stops as (
    select 'work_unit' as level, work_unit as object, * from fct_stops
    union all
    select 'line', line, * from fct_stops
    union all
    select 'site', site, * from fct_stops
    union all
    select 'enterprise', 'acme', * from fct_stops
)
select level, object, case when level <> 'enterprise' then any_value(site) end as site, production_date, kind, reason, sum(duration_s) as duration_s, count(*) as stop_count,
    sum(lost_contribution) as lost_contribution, sum(idle_labour) as idle_labour, sum(recovery) as recovery,
    sum(cost) as cost, sum(cost_low) as cost_low, sum(cost_high) as cost_high, currency,
    any_value(cost_missing) as cost_missing
from placed_stops group by level, object, production_date, kind, reason, currency;

insert into downtime_cost_by_shift by name
select segments.work_unit, segments.line, segments.site, segments.production_date, segments.shift, segments.product, kind,
    segments.reason, sum(segments.duration_s) as duration_s,
    count(*) filter (where segments.start_utc = stops.start_utc) as stop_count,
    sum(cost * (segments.duration_s / stops.duration_s)) as cost,
    sum(cost_low * (segments.duration_s / stops.duration_s)) as cost_low,
    sum(cost_high * (segments.duration_s / stops.duration_s)) as cost_high, currency, any_value(cost_missing) as cost_missing
from fct_time_segments as segments inner join fct_stops as stops using (stop_id)
group by segments.work_unit, segments.line, segments.site, segments.production_date, segments.shift, segments.product, kind,
    segments.reason, currency;

insert into dim_order by name
select order_id, product, 100.0 as planned_quantity, 'ACME Motors' as customer from fct_time_segments
where order_id is not null group by order_id, product having product = 'housing';

-- One good unit a minute of producing time, and one rejected an hour of it.
insert into fct_counts by name
select segments.work_unit, line, site, production_date, shift, order_id, product, 'counter' as basis,
    sum(duration_s)::double / 60 + sum(duration_s)::double / 3600 as total_count,
    sum(duration_s)::double / 60 as good_count, sum(duration_s)::double / 3600 as reject_count
from fct_time_segments as segments where bucket = 'producing' group by all;

-- As the mart has it: money of several currencies is no sum.
insert into six_big_losses by name
select level, object, case when level <> 'enterprise' then any_value(site) end as site, production_date, loss_number, loss,
    sum(duration_s) as loss_s, count(*) as stop_count, sum(duration_s)::double / 30 as equivalent_unit_count,
    case when count(distinct currency) = 1 then sum(cost_low) end as cost_low,
    case when count(distinct currency) = 1 then sum(cost_high) end as cost_high, max(currency) as currency,
    case when count(distinct currency) = 1 then any_value(cost_missing) else 'sites of several currencies' end as cost_missing
from (
    select 'site' as level, site as object, * from fct_stops
    union all by name
    select 'line' as level, line as object, * from fct_stops
    union all by name
    select 'enterprise' as level, 'acme' as object, * from fct_stops
) as placed_stops
inner join (values ('breakdown', 1, 'breakdowns'), ('changeover', 2, 'set-up and adjustment'),
    ('minor_stop', 3, 'minor stops')) as losses (kind, loss_number, loss) using (kind)
group by level, object, production_date, loss_number, loss;

-- One repair of the press's last failure, one of the mill that is not finished; windows of weeks are literals.
create temp table last_day as select max(production_date) as day, max(production_date)::timestamp::timestamptz as midnight from fct_time_segments;

insert into repair_times by name
select 'north_eam' as source, 'M-1' as maintenance_order, 'press' as work_unit, 'n_l1' as line, 'north' as site,
    day as production_date, 'leak at the ram' as reported_reason, midnight + interval 690 minutes as reported_utc,
    midnight + interval 705 minutes as start_utc, midnight + interval 750 minutes as finish_utc,
    600 as stop_to_report_s, 900 as report_to_start_s, 2700 as start_to_finish_s, 3600 as report_to_finish_s,
    1 as joined_stop_count
from last_day;
insert into repair_times by name
select 'north_eam' as source, 'M-2' as maintenance_order, 'mill' as work_unit, 'n_l2' as line, 'north' as site,
    day as production_date, midnight + interval 780 minutes as reported_utc, 'it is not finished' as missing
from last_day;

insert into failure_orders by name
select stop_id, work_unit, production_date, reason, start_utc, end_utc, duration_s, true as is_failure, currency,
    case when is_joined then 'north_eam' end as source, case when is_joined then 'M-1' end as maintenance_order,
    case when is_joined then midnight + interval 690 minutes end as order_begins_utc,
    case when is_joined then 'overlapping' end as match, case when is_joined then 1.0 end as share,
    case when is_joined then 250.0 end as repair,
    case when not is_joined then 'no maintenance order of the work unit near it' end as unjoined_because
from (select *, work_unit = 'press' and production_date = (select day from last_day) as is_joined from fct_stops), last_day
where is_failure;
insert into failure_orders by name
select 'mill' as work_unit, false as is_failure, 'north_eam' as source, 'M-2' as maintenance_order,
    midnight + interval 780 minutes as order_begins_utc,
    'no breakdown of the work unit near it' as unjoined_because
from last_day;

insert into service_level by name
select 'north_eam' as source, given.*, 'Fixit' as provider, 'high' as priority, 'north' as site,
    midnight + interval 690 minutes as reported_utc, 3600 as agreed_response_s, 14400 as agreed_repair_s
from last_day, (values
    ('T-1', 'press', 'n_l1', 1800, 7200, true, true, null),
    ('T-2', 'mill', 'n_l2', null, null, null, false, 'not responded yet')
) as given (ticket, work_unit, line, response_s, repair_s, is_response_kept, is_repair_kept, missing);
insert into service_level_by_month by name
select date_trunc('month', day)::date as month_start, 'Fixit' as provider, site, line, work_unit, 1 as ticket_count,
    count(is_response_kept) as judged_response_count, count(*) filter (where is_response_kept) as response_kept_count,
    count(is_repair_kept) as judged_repair_count, count(*) filter (where is_repair_kept) as repair_kept_count
from service_level, last_day group by all;

create temp table maintained as
with units as (
    select work_unit, line, site, production_date, sum(producing_s + changeover_s) as operating_s
    from unit_days group by all
),
failed as (
    select work_unit, production_date, count(*) as failure_count, sum(duration_s) as failure_s
    from fct_stops where is_failure group by all
),
repaired as (
    select work_unit, production_date, count(*) as finished_repair_count, sum(report_to_finish_s) as report_to_finish_s
    from repair_times where report_to_finish_s is not null group by all
),
days as (select * from units left join failed using (work_unit, production_date) left join repaired using (work_unit, production_date)),
placed_units as (
    select 'work_unit' as level, work_unit as object, * from days
    union all
    select 'line', line, * from days
    union all
    select 'site', site, * from days
    union all
    select 'enterprise', 'acme', * from days
)
select level, object, any_value(site) as site, production_date, sum(operating_s) as operating_s,
    coalesce(sum(failure_count), 0) as failure_count, coalesce(sum(failure_count), 0) as closed_failure_count,
    coalesce(sum(failure_s), 0) as closed_failure_s, coalesce(sum(finished_repair_count), 0) as finished_repair_count,
    coalesce(sum(report_to_finish_s), 0) as report_to_finish_s, count(*) as work_unit_count
from placed_units group by level, object, production_date;
insert into maintenance_by_day by name
select *, 40.0 as mtbf_28d_h, 1.5 as mttr_28d_h, 50.0 as mtbf_90d_h, 1.25 as mttr_90d_h from maintained;
insert into maintenance_by_month by name
select level, object, date_trunc('month', production_date)::date as month_start, sum(failure_count) as failure_count,
    sum(closed_failure_count) as closed_failure_count, 45.0 as mtbf_h, 1.0 as mttr_h
from maintained group by all;

-- Press and mill have a meter. The press takes 10 kW while it is planned to run, the mill 10 while producing, 4 in stops and
-- 1 outside planned busy time; either takes 2 while its state is unknown.
insert into energy_by_shift by name
with powers as (
    select *, case when bucket = 'producing' then 10 when bucket = 'unknown' then 2
        when bucket in ('planned', 'unscheduled') then case work_unit when 'press' then 0 else 1 end
        else case work_unit when 'press' then 10 else 4 end end * duration_s / 3600 as kwh
    from fct_time_segments where work_unit in ('press', 'mill')
)
select work_unit, line, site, production_date, shift, product, sum(kwh) as energy_kwh,
    coalesce(sum(kwh) filter (where bucket = 'producing'), 0) as producing_kwh,
    coalesce(sum(kwh) filter (where bucket not in ('unknown', 'planned', 'unscheduled')), 0) as busy_kwh,
    coalesce(sum(kwh) filter (where bucket not in ('unknown', 'producing')), 0) as idle_kwh,
    coalesce(sum(kwh) filter (where bucket = 'unknown'), 0) as unknown_kwh,
    case when work_unit = 'press' then sum(kwh)::double / 5 end as energy_cost,
    case when work_unit = 'press' then
        coalesce(sum(kwh) filter (where bucket not in ('unknown', 'producing')), 0)::double / 5 end as idle_energy_cost,
    'EUR' as currency, case when work_unit = 'mill' then 'no energy price for the site' end as cost_missing
from powers group by work_unit, line, site, production_date, shift, product;
insert into energy_by_day by name
select level, object, production_date, case when object in ('n_l1', 'north') then 'energy of pack' end as missing
from (values ('line', 'n_l1'), ('line', 'n_l2'), ('site', 'north')) as places (level, object),
    (select distinct production_date from energy_by_shift);
