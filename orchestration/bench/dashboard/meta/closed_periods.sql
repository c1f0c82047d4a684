-- Each month was closed on the tenth of the next, with the figures that were published then.
with months as (
    select level, object, date_trunc('month', production_date)::date as month, sum(measured_good_s) / nullif(sum(measured_busy_s), 0) as oee,
        sum(run_s) / nullif(sum(busy_s), 0) as availability
    from oee_by_day group by level, object, month
)
select
    strftime(month, '%Y-%m') as fiscal_period, (month + interval 1 month + interval 9 days)::date as closed_on, level, object,
    'default' as policy, figure, as_closed, strftime(closed_on, '%Y%m%d') as frozen_by_version
from (unpivot months on oee, availability into name figure value as_closed)
