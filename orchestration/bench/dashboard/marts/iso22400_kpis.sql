-- Every KPI of each place and day, week and month; a week or month that began before the first day has none.
with periods as (
    select level, object, site, 'day' as period_kind, production_date as period_start, good_count, total_count
    from oee_by_day where production_date between getvariable('from_date') and getvariable('to_date')
    union all
    select level, object, site, kind, date_trunc(kind, production_date), sum(good_count), sum(total_count)
    from oee_by_day
    cross join (values ('week'), ('month')) as kinds(kind)
    where date_trunc(kind, production_date) between getvariable('from_date') and getvariable('to_date')
    group by level, object, site, kind, date_trunc(kind, production_date)
)
select
    kpi, kpi as iso_name, level, object, site, period_kind, period_start, good_count as numerator,
    nullif(total_count, 0) as denominator, good_count / nullif(total_count, 0) as value, '1' as unit,
    case when total_count = 0 then 'a divisor that is not 0 in this period' end as missing
from periods
cross join (select unnest(getvariable('iso_kpis')) as kpi) as kpis
