{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_changed_days()
) }}

-- Stored: two samples of a source that follow one another within a day (UTC), further apart than the source may be silent.
with instants as (

    select distinct
        source,
        day_utc,
        ts_utc
    from {{ ref('stg_lake__samples') }}
    where {{ is_changed_day() }}

),

steps as (

    select
        source,
        day_utc,
        ts_utc,
        lead(ts_utc) over (partition by source, day_utc order by ts_utc) as next_utc
    from instants

)

select
    steps.source,
    steps.day_utc,
    steps.ts_utc,
    steps.next_utc
from steps
inner join {{ ref('stg_plant__sources') }} as sources on steps.source = sources.source
where {{ us_between('steps.ts_utc', 'steps.next_utc') }} > sources.stale_after_s * 1000000
