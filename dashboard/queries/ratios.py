"""The SQL that adds up rows of ``oee_by_day`` and divides once (kpis.md, "OEE"): shared by the questions about OEE.

OEE and quality of a row hold for its measured part, which is ``measured_share`` of its busy time; performance holds for
its run time without ``unrated_s``. So a row's numerators follow from its own published ratios: busy time times the
share times OEE is the good time of the measured part, and so on. Where all is measured these are the published parts
themselves; under a loss policy that excludes stops, and in shifts rated in part, they are weights close to them.
"""

MEASURED_DAYS = """
    select *,
        busy_s::double * measured_share as measured_busy_s,
        busy_s::double * measured_share * oee as measured_good_s,
        case when quality > 0 then busy_s::double * measured_share * oee / quality
            when quality = 0 then (good_s + quality_loss_s)::double end as measured_output_s,
        pbt_s::double * measured_share as measured_pbt_s,
        (run_s - unrated_s)::double as rated_run_s,
        (run_s - unrated_s)::double * performance as rated_ideal_s
    from oee_by_day
    where policy = (select loss_policy from meta.publication)
"""

AVAILABILITY = "sum(run_s)::double / nullif(sum(busy_s)::double, 0)"
PERFORMANCE = "sum(rated_ideal_s) / nullif(sum(rated_run_s) filter (where performance is not null), 0)"

RATIOS = f"""
    {AVAILABILITY} as availability,
    {PERFORMANCE} as performance,
    sum(measured_good_s) filter (where quality is not null) / nullif(sum(measured_output_s), 0) as quality,
    sum(measured_good_s) / nullif(sum(measured_busy_s) filter (where oee is not null), 0) as oee,
    {AVAILABILITY} * {PERFORMANCE} as availability_x_performance,
    sum(oee_low * measured_pbt_s) / nullif(sum(measured_pbt_s) filter (where oee_low is not null), 0) as oee_low,
    sum(oee_high * measured_pbt_s) / nullif(sum(measured_pbt_s) filter (where oee_high is not null), 0) as oee_high,
    sum(pbt_s - unknown_s)::double / nullif(sum(pbt_s)::double, 0) as coverage,
    coalesce(sum(measured_busy_s) filter (where oee is not null), 0) / nullif(sum(busy_s)::double, 0) as measured_share,
    sum(pbt_s)::double / 3600 as planned_busy_h,
    sum(pbt_s - unknown_s)::double / 3600 as known_h,
    array_to_string(list_sort(list_distinct(flatten(
        list(string_split(missing, '; ')) filter (where missing is not null)))), '; ') as missing
"""

OEE_TARGET = """
    select level, object, arg_max(value, valid_from) as target
    from targets where kpi = 'oee' and valid_from <= $last group by level, object
"""
