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
select segment_id, work_unit, 'state' as signal, site || '_historian' as source, upper(work_unit) || '.STATE' as tag,
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

insert into dim_order by name
select order_id, product, 100.0 as planned_quantity, 'ACME Motors' as customer from fct_time_segments
where order_id is not null group by order_id, product having product = 'housing';

-- One good unit a minute of producing time, and one rejected an hour of it.
insert into fct_counts by name
select segments.work_unit, line, site, production_date, shift, order_id, product, 'counter' as basis,
    sum(duration_s)::double / 60 + sum(duration_s)::double / 3600 as total_count,
    sum(duration_s)::double / 60 as good_count, sum(duration_s)::double / 3600 as reject_count
from fct_time_segments as segments where bucket = 'producing' group by all;

insert into six_big_losses by name
select level, object, any_value(site) as site, production_date, loss_number, loss, sum(duration_s) as loss_s,
    count(*) as stop_count, sum(duration_s)::double / 30 as equivalent_unit_count, sum(cost_low) as cost_low,
    sum(cost_high) as cost_high, currency, any_value(cost_missing) as cost_missing
from (
    select 'site' as level, site as object, * from fct_stops
    union all by name
    select 'line' as level, line as object, * from fct_stops
    union all by name
    select 'enterprise' as level, 'acme' as object, * from fct_stops
) as placed_stops
inner join (values ('breakdown', 1, 'breakdowns'), ('changeover', 2, 'set-up and adjustment'),
    ('minor_stop', 3, 'minor stops')) as losses (kind, loss_number, loss) using (kind)
group by level, object, production_date, loss_number, loss, currency;
