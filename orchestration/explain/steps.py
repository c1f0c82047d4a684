"""What a step is in which a figure of a work unit's production day is taken apart: a question with its proof.

The two that all figures share are here, those of ratios and of cost beside.

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
