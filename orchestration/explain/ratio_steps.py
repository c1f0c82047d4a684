"""The steps that a ratio is taken apart in, in their order. Parameters are those of `steps`."""

from orchestration.explain.steps import SEGMENT_EVIDENCE, STOPS, Step

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

OF_RATIOS = (RATIO, SHIFTS, BUCKETS, SEGMENTS_BY_BUCKET, STOPS, UNITS, SEGMENT_EVIDENCE, COUNT_EVIDENCE)
