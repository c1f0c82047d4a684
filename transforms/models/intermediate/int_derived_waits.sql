-- The pieces of standstills that are waiting, found from the neighbours on the line: an untold stretch, judged whole, is starved
-- (blocked) where the unit before (after) it stood for more than half of it, for a cause of that unit's own or since before.
-- Of two such neighbours the one that stood longer counts, else the one before.
with standstills as (

    select * from {{ ref('int_standstills') }}

),

-- Stretches of a standstill: told and untold parts in turn.
parts as (

    select
        *,
        sum(case when is_untold = was_untold then 0 else 1 end)
            over (partition by work_unit, standstill order by start_utc) as part
    from (
        select
            *,
            lag(is_untold) over (partition by work_unit, standstill order by start_utc) as was_untold
        from standstills
    ) as compared

),

untold as (

    select
        *,
        sum(duration_us) over (partition by work_unit, standstill, part) as part_us
    from parts
    where is_untold and derives_waiting

),

covered as (

    select
        untold.work_unit,
        untold.standstill,
        untold.part,
        max(untold.part_us) as part_us,
        case when neighbours.position < untold.position then 'starved' else 'blocked' end as state,
        sum(
            {{ us_between(
                'greatest(untold.start_utc, neighbours.start_utc)', 'least(untold.end_utc, neighbours.end_utc)'
            ) }}
        ) as covered_us
    from untold
    inner join standstills as neighbours
        on
            untold.line = neighbours.line
            and abs(untold.position - neighbours.position) = 1
            and untold.start_utc < neighbours.end_utc
            and untold.end_utc > neighbours.start_utc
    where
        case
            -- One that stands untold too is the cause if it stood first, or at the same time and before in the flow.
            when neighbours.is_untold and neighbours.standing_since_utc = untold.standing_since_utc
                then neighbours.position < untold.position
            when neighbours.is_untold then neighbours.standing_since_utc < untold.standing_since_utc
            -- One that says that it waits for this unit is not what this unit waits for.
            when neighbours.position < untold.position then neighbours.state != 'blocked'
            else neighbours.state != 'starved'
        end
    group by
        untold.work_unit,
        untold.standstill,
        untold.part,
        case when neighbours.position < untold.position then 'starved' else 'blocked' end

),

ranked as (

    select
        *,
        row_number() over (
            partition by work_unit, standstill, part order by covered_us desc, state desc
        ) as preference
    from covered
    where 2 * covered_us > part_us

),

final as (

    select
        untold.work_unit,
        untold.start_utc,
        ranked.state,
        case when ranked.state = 'starved' then 'upstream_stands' else 'downstream_stands' end as reason
    from untold
    inner join ranked
        on
            untold.work_unit = ranked.work_unit
            and untold.standstill = ranked.standstill
            and untold.part = ranked.part
            and ranked.preference = 1

)

select * from final
