-- First and newest instant of each source that tells of time: samples, and operations of an MES log.
with instants as (

    select
        source,
        min(first_utc) as first_utc,
        max(last_utc) as edge_utc
    from {{ ref('int_tag_days') }}
    group by source

    union all

    select
        source,
        min(start_utc) as first_utc,
        max(coalesce(end_utc, start_utc)) as edge_utc
    from {{ ref('stg_lake__operations') }}
    group by source

),

final as (

    select
        source,
        min(first_utc) as first_utc,
        max(edge_utc) as edge_utc
    from instants
    group by source

)

select * from final
