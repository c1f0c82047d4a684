-- When a whole source of samples was silent for longer than it may be: a quiet tag of a live source is unchanged, but past
-- the source's staleness nothing is known (kpis.md, open events).
with instants as (

    select distinct
        source,
        ts_utc
    from {{ ref('stg_lake__samples') }}

),

steps as (

    select
        source,
        ts_utc,
        lead(ts_utc) over (partition by source order by ts_utc) as next_utc
    from instants

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
