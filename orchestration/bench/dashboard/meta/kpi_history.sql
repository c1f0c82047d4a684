-- Each day's figures by the version of its morning; of one day in twenty others by the next version, as late files make them.
with days as (
    select days.*, cost_low, cost_high, currency, cost_missing, hash(object, production_date) % 20 = 0 as is_restated
    from oee_by_day as days
    left join (
        select level, object, production_date, sum(cost_low) as cost_low, sum(cost_high) as cost_high,
            any_value(currency) as currency, any_value(cost_missing) as cost_missing
        from downtime_cost_by_reason group by level, object, production_date
    ) using (level, object, production_date)
)
select version, published_at_utc, 'first' as change, days.* exclude (is_restated)
from days inner join publication_history on published_at_utc::date = production_date + 1
union all
select version, published_at_utc, 'changed', days.* exclude (is_restated) replace (oee * 0.99 as oee, cost_low * 1.01 as cost_low)
from days inner join publication_history on published_at_utc::date = production_date + 2
where is_restated
order by version, level, object, production_date
