-- When a whole source of samples was silent for longer than it may be: a quiet tag of a live source is unchanged, but past
-- the source's staleness nothing is known (kpis.md, open events).
with days as (

    select
        source,
        day_utc,
        min(first_utc) as first_utc,
        max(last_utc) as last_utc
    from {{ ref('int_tag_days') }}
    group by source, day_utc

),

steps as (

    select
        source,
        ts_utc,
        next_utc
    from {{ ref('int_day_silences') }}

    union all

    select
        source,
        last_utc as ts_utc,
        lead(first_utc) over (partition by source order by day_utc) as next_utc
    from days

),

final as (

    select
        steps.source,
        {{ add_seconds('steps.ts_utc', 'sources.stale_after_s') }} as silent_from_utc,
        steps.next_utc as silent_to_utc
    from steps
    inner join {{ ref('stg_plant__sources') }} as sources on steps.source = sources.source
    where {{ us_between('steps.ts_utc', 'steps.next_utc') }} > sources.stale_after_s * 1000000

)

select * from final
