select
    date_trunc('month', reported_utc) as month_start, provider, work_centre, work_unit, line, site, count(*) as ticket_count,
    count(*) as judged_response_count, count(*) filter (where is_response_kept) as response_kept_count,
    count(*) as judged_repair_count, count(*) filter (where is_repair_kept) as repair_kept_count,
    response_kept_count / judged_response_count as response_kept_share, repair_kept_count / judged_repair_count as repair_kept_share,
    900.0 as mean_response_s, 5400.0 as mean_repair_s
from service_level
group by date_trunc('month', reported_utc), provider, work_centre, work_unit, line, site
