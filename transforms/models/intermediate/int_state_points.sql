-- One row per change of a work unit's state: from its state tag, its counter or its MES operations, as configured.
with units as (

    select
        work_unit,
        state_from
    from {{ ref('stg_plant__work_units') }}

),

from_tags as (

    select
        samples.work_unit,
        samples.ts_utc,
        case when samples.quality = 0 then 'unknown' else coalesce(states.state, 'unknown') end as state,
        samples.raw_text as raw_state,
        case
            when samples.quality = 0 then 'not_trusted'
            when states.state is null then 'unmapped_state'
            when states.state = 'unknown' then coalesce(states.reason, 'not_trusted')
            else states.reason
        end as reason
    from {{ ref('int_tag_samples') }} as samples
    inner join units on samples.work_unit = units.work_unit and units.state_from = 'tag'
    left join {{ ref('stg_plant__states') }} as states
        on samples.state_set = states.state_set and samples.raw_text = states.raw_state
    where samples.signal = 'state'

),

from_counters as (

    select
        work_unit,
        ts_utc,
        case when is_running then 'running' else 'stopped' end as state,
        cast(null as varchar) as raw_state,
        case when is_running then null else 'no_count' end as reason
    from {{ ref('int_counting_stretches') }}

),

from_operations as (

    select
        sweep.work_unit,
        sweep.ts_utc,
        case
            when sweep.runs > 0 then 'running'
            when sweep.setups > 0 then 'changeover'
            else 'stopped'
        end as state,
        cast(null as varchar) as raw_state,
        case when sweep.runs > 0 or sweep.setups > 0 then null else 'no_operation' end as reason
    from {{ ref('int_operation_sweep') }} as sweep
    inner join units on sweep.work_unit = units.work_unit and units.state_from = 'mes'
    where sweep.basis = 'mes'

),

-- A live log without an operation says that none ran, from its beginning on.
before_operations as (

    select
        state_sources.work_unit,
        min(edges.first_utc) as ts_utc,
        'stopped' as state,
        cast(null as varchar) as raw_state,
        'no_operation' as reason
    from {{ ref('int_state_sources') }} as state_sources
    inner join units on state_sources.work_unit = units.work_unit and units.state_from = 'mes'
    inner join {{ ref('int_source_edges') }} as edges on state_sources.source = edges.source
    left join from_operations
        on state_sources.work_unit = from_operations.work_unit and edges.first_utc = from_operations.ts_utc
    where from_operations.work_unit is null
    group by state_sources.work_unit

),

points as (

    select * from from_tags
    union all
    select * from from_counters
    union all
    select * from from_operations
    union all
    select * from before_operations

),

compared as (

    select
        *,
        row_number() over (partition by work_unit order by ts_utc) as position,
        lag(state) over (partition by work_unit order by ts_utc) as previous_state,
        lag(raw_state) over (partition by work_unit order by ts_utc) as previous_raw_state,
        lag(reason) over (partition by work_unit order by ts_utc) as previous_reason
    from points

),

final as (

    select
        work_unit,
        ts_utc,
        state,
        raw_state,
        reason
    from compared
    where
        position = 1
        or state is distinct from previous_state
        or raw_state is distinct from previous_raw_state
        or reason is distinct from previous_reason

)

select * from final
