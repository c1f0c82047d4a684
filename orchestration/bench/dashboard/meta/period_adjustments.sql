-- One figure in ten was restated after its period was closed.
select
    version, published_at_utc, fiscal_period, level, object, policy, figure, as_closed, as_closed as value_before,
    as_closed + 0.002 as value_after, 0.002 as adjustment, '1 new file(s)' as reason
from closed_periods inner join publication_history on published_at_utc::date = closed_on + 3
where hash(fiscal_period, object, figure) % 10 = 0
order by version, level, object
