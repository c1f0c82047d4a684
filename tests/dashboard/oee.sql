-- Run once for each of the OEE tables: their name, and the columns of their grain beside level and object.
insert into {table} by name
with added as (
    select level, object, case when level <> 'enterprise' then any_value(site) end as site, {grain}
        sum(calendar_s)::decimal(18, 6) as calendar_s, sum(unscheduled_s)::decimal(18, 6) as unscheduled_s,
        sum(planned_s)::decimal(18, 6) as planned_s, sum(breakdown_s)::decimal(18, 6) as breakdown_s,
        sum(minor_stop_s)::decimal(18, 6) as minor_stop_s, sum(changeover_s)::decimal(18, 6) as changeover_s,
        sum(external_s)::decimal(18, 6) as external_s, sum(unknown_s)::decimal(18, 6) as unknown_s,
        sum(producing_s)::decimal(18, 6) as producing_s, sum(unrated_s)::decimal(18, 6) as unrated_s,
        sum(speed_loss_s)::decimal(18, 6) as speed_loss_s, sum(quality_loss_s)::decimal(18, 6) as quality_loss_s,
        sum(good_s)::decimal(18, 6) as good_s, sum(pbt_s)::decimal(18, 6) as pbt_s,
        sum(busy_s)::decimal(18, 6) as busy_s, sum(producing_s)::decimal(18, 6) as run_s,
        sum(producing_s)::double / 60 as good_count,
        coalesce(sum(producing_s) filter (where is_rated), 0)::decimal(18, 6) as rated_run_s,
        coalesce(sum(good_s + quality_loss_s) filter (where is_rated), 0)::decimal(18, 6) as rated_ideal_s,
        coalesce(sum(busy_s) filter (where is_measured), 0)::decimal(18, 6) as measured_busy_s,
        coalesce(sum(pbt_s) filter (where is_measured), 0)::decimal(18, 6) as measured_pbt_s,
        coalesce(sum(good_s) filter (where is_measured), 0)::decimal(18, 6) as measured_good_s,
        coalesce(sum(quality_loss_s) filter (where is_measured), 0)::decimal(18, 6) as measured_quality_loss_s,
        coalesce(sum(breakdown_s) filter (where is_measured), 0)::decimal(18, 6) as measured_breakdown_s,
        coalesce(sum(minor_stop_s) filter (where is_measured), 0)::decimal(18, 6) as measured_minor_stop_s,
        coalesce(sum(changeover_s) filter (where is_measured), 0)::decimal(18, 6) as measured_changeover_s,
        coalesce(sum(external_s) filter (where is_measured), 0)::decimal(18, 6) as measured_external_s,
        coalesce(sum(speed_loss_s) filter (where is_measured), 0)::decimal(18, 6) as measured_speed_loss_s,
        coalesce(sum(unknown_s) filter (where is_measured), 0)::decimal(18, 6) as measured_unknown_s,
        string_agg(distinct case when not is_rated then 'performance: no ideal cycle for product bar'
            when not is_measured then 'quality: no reject source' end, '; ') as missing
    from placed group by level, object, {grain_alone}
)
select level, object, object as object_name, site, {grain} 'default' as policy, calendar_s, unscheduled_s,
    planned_s, breakdown_s, minor_stop_s, changeover_s, external_s, unknown_s, producing_s, unrated_s, speed_loss_s,
    quality_loss_s, good_s, good_count, pbt_s, busy_s, busy_s as known_busy_s, run_s, rated_run_s, rated_ideal_s, measured_unknown_s,
    measured_breakdown_s, measured_minor_stop_s, measured_changeover_s, measured_external_s, measured_speed_loss_s,
    measured_pbt_s, measured_busy_s, measured_busy_s as measured_known_busy_s, measured_good_s, measured_quality_loss_s,
    0::decimal(18, 6) as measured_unknown_good_s,
    run_s::double / nullif(busy_s::double, 0) as availability,
    rated_ideal_s::double / nullif(rated_run_s::double, 0) as performance,
    measured_good_s::double / nullif((measured_good_s + measured_quality_loss_s)::double, 0) as quality,
    measured_good_s::double / nullif(measured_busy_s::double, 0) as oee,
    run_s::double / nullif(busy_s::double, 0) * rated_ideal_s::double / nullif(rated_run_s::double, 0)
        as availability_x_performance,
    measured_busy_s::double / nullif(busy_s::double, 0) as measured_share,
    measured_good_s::double / nullif(measured_pbt_s::double, 0) as oee_low,
    (measured_good_s + measured_unknown_s)::double / nullif(measured_pbt_s::double, 0) as oee_high,
    (pbt_s - unknown_s)::double / nullif(pbt_s::double, 0) as coverage, missing
from added;
