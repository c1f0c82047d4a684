-- Every tenth repair was done by a service provider.
select
    source, 'T-' || maintenance_order as ticket, 'Provider ' || hash(work_unit) % 12 as provider,
    case hash(maintenance_order) % 3 when 0 then 'high' else 'normal' end as priority, work_unit as work_centre, work_unit, line,
    site, maintenance_order, reported_utc, start_utc as responded_utc, finish_utc as repaired_utc, 1200.0 as agreed_response_s,
    report_to_start_s as response_s, 7200.0 as agreed_repair_s, report_to_finish_s as repair_s,
    hash(maintenance_order) % 9 > 0 as is_response_kept, hash(maintenance_order) % 7 > 0 as is_repair_kept
from repair_times
where hash(maintenance_order, 'ticket') % 10 = 0
