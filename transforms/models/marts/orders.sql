-- Actual start and finish are the first and last time that any work unit ran the order.
with edges as (

    select
        site,
        max(end_utc) as edge_utc
    from {{ ref('fct_time_segments') }}
    group by site

),

lines as (

    select distinct
        line,
        site
    from {{ ref('stg_plant__work_units') }}

),

placed as (

    select
        planned.*,
        coalesce(planned.order_id, ran.order_id) as any_order_id,
        coalesce(ran.line, planned.line) as any_line,
        coalesce(ran.site, lines.site) as site,
        counted.good_count,
        counted.reject_count,
        ran.actual_start_utc,
        ran.actual_finish_utc,
        ran.producing_s,
        coalesce(
            case when ran.actual_finish_utc <= planned.wanted_utc then counted.good_count else counted.good_by_due_count end, 0
        ) as good_by_due_count,
        coalesce(counted.good_count >= planned.planned_quantity, false) or coalesce(ran.is_left_behind, false) as is_finished
    from {{ ref('int_order_plans') }} as planned
    full outer join {{ ref('int_order_runs') }} as ran on planned.order_id = ran.order_id
    left join {{ ref('int_order_counts') }} as counted on coalesce(planned.order_id, ran.order_id) = counted.order_id
    left join lines on planned.line = lines.line

),

judged as (

    select
        placed.*,
        coalesce(placed.wanted_utc <= edges.edge_utc, false) as is_due,
        coalesce(placed.good_by_due_count >= placed.planned_quantity, false) as is_in_full,
        placed.is_finished
        and coalesce(
            abs({{ us_between('placed.planned_finish_utc', 'placed.actual_finish_utc') }})
            <= tolerances.order_finish_s * 1000000,
            false
        ) as is_near_plan
    from placed
    left join edges on placed.site = edges.site
    cross join {{ ref('stg_plant__tolerances') }} as tolerances

)

select
    any_order_id as order_id,
    product,
    any_line as line,
    site,
    planned_quantity,
    good_count,
    good_by_due_count,
    reject_count,
    planned_start_utc,
    planned_finish_utc,
    due_utc,
    actual_start_utc,
    actual_finish_utc,
    producing_s,
    is_finished,
    is_due,
    actual_finish_utc > due_utc as is_late,
    case when is_due then is_in_full end as is_on_time_in_full,
    case when is_due then is_near_plan end as is_on_schedule,
    case
        when wanted_utc is null then 'no due date'
        when planned_quantity is null then 'no planned quantity'
        when site is null then 'work centre of no known line'
        when not is_due then 'not due yet'
        when is_in_full then null
        when actual_start_utc is null then 'never ran'
        when actual_start_utc >= wanted_utc then 'begun after it was due'
        when good_count >= planned_quantity then 'late'
        when is_finished then 'short'
        else 'late and not finished'
    end as not_on_time_in_full_because
from judged
