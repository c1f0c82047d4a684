"""The steps that a figure of a work unit's production day is taken apart in: each a question with its proof.

Parameters of the questions: $work_unit, $day (a production date) and $policy.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One question.

    Attributes:
        name: by which docs/explain.md has it.
        title: what it shows, as a sentence.
        sql: the question, with {numerator} and {denominator} where it is about a ratio.
        equal: pairs of columns that must be equal in every row: that is how a step proves that its sums add up.
    """

    name: str
    title: str
    sql: str
    equal: tuple[tuple[str, str], ...] = ()


RATIO = Step(
    "ratio",
    "The figure is one division of two sums of seconds.",
    """
select
    {numerator} as numerator_s,
    {denominator} as denominator_s,
    cast({numerator} as double) / nullif(cast({denominator} as double), 0) as divided,
    {figure} as published,
    missing
from oee_by_day
where level = 'work_unit' and object = $work_unit and production_date = $day and policy = $policy
""",
    (("divided", "published"),),
)

SHIFTS = Step(
    "shifts",
    "The two sums add the day's shifts; what could not be measured in a shift says why.",
    """
with shifts as (
    select shift, {numerator} as numerator_s, {denominator} as denominator_s, missing
    from oee_by_shift
    where level = 'work_unit' and object = $work_unit and production_date = $day and policy = $policy
),

days as (
    select {numerator} as numerator_s, {denominator} as denominator_s
    from oee_by_day
    where level = 'work_unit' and object = $work_unit and production_date = $day and policy = $policy
)

select
    shifts.shift,
    shifts.numerator_s,
    shifts.denominator_s,
    sum(shifts.numerator_s) over () as sum_of_numerators_s,
    days.numerator_s as numerator_of_day_s,
    sum(shifts.denominator_s) over () as sum_of_denominators_s,
    days.denominator_s as denominator_of_day_s,
    shifts.missing
from shifts
cross join days
order by shifts.shift
""",
    (("sum_of_numerators_s", "numerator_of_day_s"), ("sum_of_denominators_s", "denominator_of_day_s")),
)

BUCKETS = Step(
    "buckets",
    "Every second of the day is in one bucket; producing time divides by what was made of it.",
    """
select
    unscheduled_s,
    planned_s,
    breakdown_s,
    minor_stop_s,
    changeover_s,
    external_s,
    unknown_s,
    unrated_s,
    speed_loss_s,
    quality_loss_s,
    good_s,
    unscheduled_s + planned_s + breakdown_s + minor_stop_s + changeover_s + external_s + unknown_s
    + unrated_s + speed_loss_s + quality_loss_s + good_s as sum_of_buckets_s,
    calendar_s,
    unrated_s + speed_loss_s + quality_loss_s + good_s as sum_of_producing_s,
    producing_s
from oee_by_day
where level = 'work_unit' and object = $work_unit and production_date = $day and policy = $policy
""",
    (("sum_of_buckets_s", "calendar_s"), ("sum_of_producing_s", "producing_s")),
)

SEGMENTS_BY_BUCKET = Step(
    "segments by bucket",
    "A bucket adds the segments of the day that are in it.",
    """
select
    segments.bucket,
    count(*) as segments,
    sum(segments.duration_s) as segments_s,
    max(
        case segments.bucket
            when 'unscheduled' then days.unscheduled_s
            when 'planned' then days.planned_s
            when 'breakdown' then days.breakdown_s
            when 'minor_stop' then days.minor_stop_s
            when 'changeover' then days.changeover_s
            when 'external' then days.external_s
            when 'unknown' then days.unknown_s
            when 'producing' then days.producing_s
        end
    ) as bucket_s
from fct_time_segments as segments
inner join oee_by_day as days
    on segments.work_unit = days.object and segments.production_date = days.production_date
where
    days.level = 'work_unit'
    and days.object = $work_unit
    and days.production_date = $day
    and days.policy = $policy
group by segments.bucket
order by segments_s desc
""",
    (("segments_s", "bucket_s"),),
)

STOPS = Step(
    "stops",
    "A stop is classified once, by its whole length; its segments add up to it, on whichever days they are.",
    """
with of_the_day as (
    select stop_id, sum(duration_s) as on_the_day_s
    from fct_time_segments
    where work_unit = $work_unit and production_date = $day and stop_id is not null
    group by stop_id
),

whole as (
    select segments.stop_id, count(*) as segments, sum(segments.duration_s) as segments_s
    from fct_time_segments as segments
    inner join of_the_day on segments.stop_id = of_the_day.stop_id
    group by segments.stop_id
)

select
    stops.stop_id,
    stops.kind,
    stops.reason,
    stops.start_utc,
    stops.end_utc,
    units.minor_stop_threshold_s,
    whole.segments,
    whole.segments_s,
    stops.duration_s as stop_s,
    of_the_day.on_the_day_s
from fct_stops as stops
inner join of_the_day on stops.stop_id = of_the_day.stop_id
inner join whole on stops.stop_id = whole.stop_id
inner join dim_work_unit as units on stops.work_unit = units.work_unit
order by of_the_day.on_the_day_s desc, stops.start_utc
""",
    (("segments_s", "stop_s"),),
)

UNITS = Step(
    "units",
    "The good seconds are good units times their ideal cycle, shift by shift.",
    """
with production as (
    select
        coalesce(shift, 'none') as shift,
        product,
        ideal_cycle_s,
        ideal_basis,
        sum(good_count - unknown_good_count) as good_units,
        sum(good_s) as good_s,
        sum(quality_loss_s) as quality_loss_s
    from fct_production
    where work_unit = $work_unit and production_date = $day
    group by coalesce(shift, 'none'), product, ideal_cycle_s, ideal_basis
)

select
    production.shift,
    production.product,
    production.good_units,
    production.ideal_cycle_s,
    production.ideal_basis,
    production.good_units * production.ideal_cycle_s as units_x_cycle_s,
    cast(production.good_s as double) as good_s,
    sum(production.good_s) over (partition by production.shift) as sum_of_good_s,
    case
        when shifts.unrated_s = 0 then shifts.good_s
        else sum(production.good_s) over (partition by production.shift)
    end as good_of_shift_s
from production
left join oee_by_shift as shifts
    on
        shifts.level = 'work_unit'
        and shifts.object = $work_unit
        and shifts.production_date = $day
        and shifts.policy = $policy
        and shifts.shift = production.shift
order by production.shift, production.product
""",
    (("units_x_cycle_s", "good_s"), ("sum_of_good_s", "good_of_shift_s")),
)

SEGMENT_EVIDENCE = Step(
    "samples of segments",
    "A segment begins with the sample that said so: its tag, its value, its file and line.",
    """
select
    segments.start_utc,
    segments.duration_s,
    segments.bucket,
    segments.state,
    segments.reason,
    segments.stop_id,
    evidence.tag,
    evidence.value_text,
    evidence.value_num,
    evidence.ts_utc,
    evidence.file_name,
    evidence.row_no,
    evidence.load_seq
from fct_time_segments as segments
left join fct_evidence as evidence
    on segments.segment_id = evidence.segment_id and evidence.signal in ('state', 'operation')
where segments.work_unit = $work_unit and segments.production_date = $day
order by segments.start_utc, evidence.ts_utc, evidence.row_no
""",
)

COUNT_EVIDENCE = Step(
    "samples of counts",
    "Units come from steps of counters, operations or confirmations: which file has them, from which line to which.",
    """
select
    evidence.signal,
    case when evidence.signal not in ('operation', 'confirmation') then evidence.tag end as tag,
    evidence.file_name,
    evidence.load_seq,
    count(*) as samples,
    min(evidence.ts_utc) as first_utc,
    max(evidence.ts_utc) as last_utc,
    min(evidence.row_no) as first_row_no,
    max(evidence.row_no) as last_row_no
from fct_evidence as evidence
where evidence.work_unit = $work_unit and evidence.production_date = $day and evidence.signal != 'state'
group by 1, 2, 3, 4
order by 1, 2, first_utc
""",
)

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

OF_RATIOS = (RATIO, SHIFTS, BUCKETS, SEGMENTS_BY_BUCKET, STOPS, UNITS, SEGMENT_EVIDENCE, COUNT_EVIDENCE)
OF_COST = (COST, STOP_COSTS, STOPS, SEGMENT_EVIDENCE)
