-- Each piece of time in its class, with the waiting that only the neighbours tell of: then its state is starved or blocked, and
-- its reason that the unit upstream or downstream stands.
with waits as (

    select
        waits.work_unit,
        waits.start_utc,
        waits.state,
        waits.reason,
        coalesce(reasons.bucket, 'external') as time_class
    from {{ ref('int_derived_waits') }} as waits
    left join {{ ref('stg_plant__reasons') }} as reasons on waits.reason = reasons.reason

),

final as (

    select
        classes.work_unit,
        classes.site,
        classes.start_utc,
        classes.end_utc,
        classes.duration_us,
        classes.is_at_edge,
        classes.production_date,
        classes.shift_id,
        coalesce(waits.time_class, classes.time_class) as time_class,
        classes.is_unplanned_run,
        coalesce(waits.state, classes.state) as state,
        classes.raw_state,
        coalesce(waits.reason, classes.reason) as reason,
        classes.state_since_utc,
        classes.order_id,
        classes.product
    from {{ ref('int_time_classes') }} as classes
    left join waits on classes.work_unit = waits.work_unit and classes.start_utc = waits.start_utc

)

select * from final
