-- One row per order that ran: where, when, and whether its last work unit has run something since. Reads stored segments: the
-- whole history.
with segments as (

    select * from {{ ref('fct_time_segments') }}
    where bucket = 'producing'

),

ran as (

    select
        order_id,
        max(site) as site,
        max(line) as line,
        min(start_utc) as actual_start_utc,
        max(end_utc) as actual_finish_utc,
        cast(sum(duration_s) as decimal(18, 6)) as producing_s,
        max_by(work_unit, end_utc) as last_work_unit
    from segments
    where order_id is not null
    group by order_id

),

newest as (

    select
        work_unit,
        max(start_utc) as last_start_utc
    from segments
    group by work_unit

)

select
    ran.order_id,
    ran.site,
    ran.line,
    ran.actual_start_utc,
    ran.actual_finish_utc,
    ran.producing_s,
    newest.last_start_utc >= ran.actual_finish_utc as is_left_behind
from ran
inner join newest on ran.last_work_unit = newest.work_unit
