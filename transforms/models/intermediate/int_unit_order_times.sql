-- One row per order and work unit that ran it or was set up for it: when, how long it ran, the recorded set-ups that preceded its
-- runs, and what was made. Reads stored facts: the whole history.
with times as (

    select
        work_unit,
        order_id,
        start_utc,
        end_utc,
        duration_s as run_s,
        0 as setup_s
    from {{ ref('fct_time_segments') }}
    where bucket = 'producing' and order_id is not null

    union all

    select
        work_unit,
        to_order_id as order_id,
        cast(null as timestamp with time zone) as start_utc,
        cast(null as timestamp with time zone) as end_utc,
        0 as run_s,
        changeover_s as setup_s
    from {{ ref('fct_changeovers') }}
    where to_order_id is not null

),

added as (

    select
        work_unit,
        order_id,
        min(start_utc) as actual_start_utc,
        max(end_utc) as actual_finish_utc,
        cast(sum(setup_s) as decimal(18, 6)) as actual_setup_s,
        cast(sum(run_s) as decimal(18, 6)) as actual_run_s
    from times
    group by work_unit, order_id

),

made as (

    select
        work_unit,
        order_id,
        sum(good_count) as good_count,
        sum(reject_count) as reject_count
    from {{ ref('fct_production') }}
    where order_id is not null
    group by work_unit, order_id

)

select
    coalesce(added.work_unit, made.work_unit) as work_unit,
    coalesce(added.order_id, made.order_id) as order_id,
    added.actual_start_utc,
    added.actual_finish_utc,
    added.actual_setup_s,
    added.actual_run_s,
    made.good_count,
    made.reject_count
from added
full outer join made on added.work_unit = made.work_unit and added.order_id = made.order_id
