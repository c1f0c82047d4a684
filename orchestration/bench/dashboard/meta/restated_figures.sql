-- Of the days of kpi_history that a second version changed.
select level, object, object_name, production_date, policy, was.oee as oee_first, now.oee as oee_now,
    was.cost_low as cost_first, now.cost_low as cost_now, now.currency,
    was.published_at_utc as first_published_at_utc, now.version, now.published_at_utc, false as is_removed
from kpi_history as now
inner join kpi_history as was using (level, object, object_name, production_date, policy)
where now.change = 'changed' and was.change = 'first'
order by version desc, production_date desc, level, object
