"""The SQL that adds up rows of ``oee_by_day`` and divides once (kpis.md, "OEE"): shared by the questions about OEE.

``rated_*`` and ``measured_*`` are the parts that may enter performance and OEE; the marts publish them so that any
period is added up exactly as the marts' own weeks and months are.
"""

MEASURED_DAYS = """
    select * from oee_by_day
    -- A plant with several loss policies names its own first.
    where policy = (select split_part(loss_policy, ', ', 1) from meta.publication)
"""

AVAILABILITY = "sum(run_s)::double / nullif(sum(busy_s)::double, 0)"
PERFORMANCE = "sum(rated_ideal_s)::double / nullif(sum(rated_run_s)::double, 0)"
MEASURED_PBT = "nullif(sum(measured_pbt_s)::double, 0)"

RATIOS = f"""
    {AVAILABILITY} as availability,
    {PERFORMANCE} as performance,
    sum(measured_good_s)::double / nullif(sum(measured_good_s + measured_quality_loss_s)::double, 0) as quality,
    sum(measured_good_s)::double / nullif(sum(measured_busy_s)::double, 0) as oee,
    {AVAILABILITY} * {PERFORMANCE} as availability_x_performance,
    sum(measured_good_s + measured_unknown_good_s)::double / {MEASURED_PBT} as oee_low,
    (sum(measured_good_s) + greatest(sum(measured_unknown_s), sum(measured_unknown_good_s)))::double / {MEASURED_PBT}
        as oee_high,
    sum(known_busy_s)::double / nullif(sum(pbt_s)::double, 0) as coverage,
    sum(measured_known_busy_s)::double / nullif(sum(known_busy_s)::double, 0) as measured_share,
    sum(pbt_s)::double / 3600 as planned_busy_h,
    sum(known_busy_s)::double / 3600 as known_h,
    array_to_string(list_sort(list_distinct(flatten(
        list(string_split(missing, '; ')) filter (where missing is not null)))), '; ') as missing
"""

OEE_TARGET = """
    select level, object, arg_max(value, valid_from) as target
    from targets where kpi = 'oee' and valid_from <= $last group by level, object
"""
