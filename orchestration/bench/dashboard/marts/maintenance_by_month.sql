select
    level, object, any_value(object_name) as object_name, site, date_trunc('month', production_date) as month_start,
    sum(operating_s) as operating_s, sum(failure_count) as failure_count, sum(closed_failure_count) as closed_failure_count,
    sum(closed_failure_s) as closed_failure_s, sum(joined_failure_count) as joined_failure_count,
    sum(finished_repair_count) as finished_repair_count, sum(report_to_finish_s) as report_to_finish_s,
    max(work_unit_count) as work_unit_count,
    sum(operating_s)::double / 3600 / (sum(failure_count) + max(work_unit_count)) as mtbf_h,
    sum(closed_failure_s)::double / 3600 / nullif(sum(closed_failure_count), 0) as mttr_h
from maintenance_by_day
group by level, object, site, date_trunc('month', production_date)
