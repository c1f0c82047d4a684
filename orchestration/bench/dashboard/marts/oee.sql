-- Any table of OEE: {grain} are its columns beside the place.
with added as (
    select
        level, object, any_value(object_name) as object_name, places.site, {grain},
        sum(calendar_s) as calendar_s, sum(unscheduled_s) as unscheduled_s, sum(planned_s) as planned_s,
        sum(breakdown_s) as breakdown_s, sum(minor_stop_s) as minor_stop_s, sum(changeover_s) as changeover_s,
        sum(external_s) as external_s, sum(unknown_s) as unknown_s, sum(producing_s) as producing_s,
        sum(unrated_s) as unrated_s, sum(speed_loss_s) as speed_loss_s, sum(quality_loss_s) as quality_loss_s,
        sum(good_s) as good_s, sum(pbt_s) as pbt_s, sum(busy_s) as busy_s, sum(producing_s) as run_s,
        sum(busy_s) as known_busy_s, sum(total_count) as total_count, sum(good_count) as good_count,
        sum(total_count - good_count) as reject_count,
        coalesce(sum(producing_s) filter (where is_rated), 0) as rated_run_s,
        coalesce(sum(good_s + quality_loss_s) filter (where is_rated), 0) as rated_ideal_s,
        coalesce(sum(calendar_s) filter (where is_measured and is_rated), 0) as measured_calendar_s,
        coalesce(sum(planned_s) filter (where is_measured and is_rated), 0) as measured_planned_s,
        coalesce(sum(unknown_s) filter (where is_measured and is_rated), 0) as measured_unknown_s,
        coalesce(sum(pbt_s) filter (where is_measured and is_rated), 0) as measured_pbt_s,
        coalesce(sum(busy_s) filter (where is_measured and is_rated), 0) as measured_busy_s,
        coalesce(sum(busy_s) filter (where is_measured and is_rated), 0) as measured_known_busy_s,
        coalesce(sum(producing_s) filter (where is_measured and is_rated), 0) as measured_run_s,
        coalesce(sum(producing_s) filter (where is_measured and is_rated), 0) as measured_used_s,
        coalesce(sum(breakdown_s) filter (where is_measured and is_rated), 0) as measured_breakdown_s,
        coalesce(sum(minor_stop_s) filter (where is_measured and is_rated), 0) as measured_minor_stop_s,
        coalesce(sum(changeover_s) filter (where is_measured and is_rated), 0) as measured_changeover_s,
        coalesce(sum(external_s) filter (where is_measured and is_rated), 0) as measured_external_s,
        coalesce(sum(speed_loss_s) filter (where is_measured and is_rated), 0) as measured_speed_loss_s,
        coalesce(sum(quality_loss_s) filter (where is_measured and is_rated), 0) as measured_quality_loss_s,
        coalesce(sum(good_s) filter (where is_measured and is_rated), 0) as measured_good_s,
        nullif(concat_ws('; ', case when not bool_and(is_rated) then 'no ideal cycle for a product that ran' end,
            case when not bool_and(is_measured) then 'no reject source for a unit that ran' end), '') as missing
    from unit_parts
    inner join places using (work_unit)
    where places.counts and production_date between getvariable('from_date') and getvariable('to_date')
    group by level, object, places.site, {grain}
)
select
    *, 'default' as policy, date '1970-01-01' as policy_valid_from, 1 as policy_versions,
    run_s / nullif(busy_s, 0) as availability, rated_ideal_s / nullif(rated_run_s, 0) as performance,
    measured_good_s / nullif(measured_good_s + measured_quality_loss_s, 0) as quality,
    measured_good_s / nullif(measured_busy_s, 0) as oee, availability * performance as availability_x_performance,
    measured_good_s / nullif(measured_calendar_s, 0) as teep,
    measured_good_s / nullif(measured_calendar_s - measured_planned_s, 0) as ooe, measured_good_s / nullif(measured_busy_s, 0) as nee,
    known_busy_s / nullif(pbt_s, 0) as coverage, measured_known_busy_s / nullif(known_busy_s, 0) as measured_share,
    measured_good_s / nullif(measured_pbt_s, 0) as oee_low,
    (measured_good_s + measured_unknown_s) / nullif(measured_pbt_s, 0) as oee_high
from added
