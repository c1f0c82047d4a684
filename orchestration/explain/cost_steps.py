"""The steps that the cost of downtime is taken apart in, in their order. Parameters are those of `steps`."""

from orchestration.explain.steps import SEGMENT_EVIDENCE, STOPS, Step

COST = Step(
    "cost",
    "The day's cost adds what the segments of its stops cost, reason by reason; currencies are not added.",
    """
with segments as (
    select
        segments.reason,
        stops.kind,
        stops.currency,
        sum(
            stops.cost_low * cast(segments.duration_s as double) / cast(stops.duration_s as double)
        ) as segments_cost_low
    from fct_time_segments as segments
    inner join fct_stops as stops on segments.stop_id = stops.stop_id
    where segments.work_unit = $work_unit and segments.production_date = $day
    group by segments.reason, stops.kind, stops.currency
)

select
    costs.kind,
    costs.reason,
    costs.stop_count,
    costs.duration_s,
    segments.segments_cost_low,
    costs.cost_low,
    costs.cost_high,
    costs.currency,
    costs.cost_missing,
    sum(costs.cost_low) over (partition by costs.currency) as day_cost_low,
    sum(costs.cost_high) over (partition by costs.currency) as day_cost_high
from downtime_cost_by_reason as costs
left join segments
    on
        costs.kind = segments.kind
        and costs.reason is not distinct from segments.reason
        and costs.currency is not distinct from segments.currency
where costs.level = 'work_unit' and costs.object = $work_unit and costs.production_date = $day
order by costs.cost_low desc nulls last, costs.kind, costs.reason
""",
    (("segments_cost_low", "cost_low"),),
)

STOP_COSTS = Step(
    "costs of stops",
    "A stop's cost adds its components; a missing one says what it lacks.",
    """
with of_the_day as (
    select stop_id, sum(duration_s) as on_the_day_s
    from fct_time_segments
    where work_unit = $work_unit and production_date = $day and stop_id is not null
    group by stop_id
)

select
    stops.stop_id,
    stops.reason,
    stops.duration_s,
    of_the_day.on_the_day_s,
    stops.lost_units,
    stops.lost_contribution,
    stops.recovery,
    stops.idle_labour,
    stops.restart_scrap,
    stops.repair,
    stops.idle_energy,
    case
        when stops.cost_low is not null
            then
                coalesce(stops.lost_contribution, 0)
                + coalesce(stops.recovery, 0)
                + coalesce(stops.idle_labour, 0)
                + coalesce(stops.restart_scrap, 0)
                + coalesce(stops.repair, 0)
                + coalesce(stops.idle_energy, 0)
    end as sum_of_components,
    stops.cost_low,
    stops.cost_high,
    stops.currency,
    stops.caused_by_stop_id,
    stops.cost_missing
from fct_stops as stops
inner join of_the_day on stops.stop_id = of_the_day.stop_id
order by stops.cost_low desc nulls last, stops.start_utc
""",
    (("sum_of_components", "cost_low"),),
)

OF_COST = (COST, STOP_COSTS, STOPS, SEGMENT_EVIDENCE)
