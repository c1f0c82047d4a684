with losses as (
    select *
    from (values (1, 'breakdowns', 'breakdown'), (2, 'set-up and adjustment', 'changeover'),
        (3, 'minor stops', 'minor_stop'), (4, 'reduced speed', null), (5, 'process defects', null),
        (6, 'start-up rejects', null)) as listed (loss_number, loss, kind)
),
costs as (
    select level, object, production_date, kind, sum(stop_count) as stop_count, sum(cost_low) as cost_low,
        sum(cost_high) as cost_high, any_value(cost_missing) as cost_missing
    from downtime_cost_by_reason
    where production_date between getvariable('from_date') and getvariable('to_date')
    group by level, object, production_date, kind
)
select
    days.level, days.object, days.site, days.production_date, loss_number, loss,
    case loss_number when 1 then breakdown_s when 2 then changeover_s when 3 then minor_stop_s when 4 then speed_loss_s
        when 5 then quality_loss_s else 0 end as loss_s,
    case when losses.kind is not null then coalesce(stop_count, 0) end as stop_count,
    case when loss_number = 5 then reject_count when loss_number = 6 then 0 end as loss_unit_count,
    loss_s::double / 25 as equivalent_unit_count, cost_low, cost_high,
    case days.site[2:] when '02' then 'USD' else 'EUR' end as currency, cost_missing
from oee_by_day as days
cross join losses
left join costs using (level, object, production_date, kind)
where days.production_date between getvariable('from_date') and getvariable('to_date')
