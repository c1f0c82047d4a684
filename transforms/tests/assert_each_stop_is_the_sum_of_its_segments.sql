-- A stop is one whole event: its length is that of its segments, and it has one kind in all of them.
{{ config(meta={'dagster': {'ref': {'name': 'fct_stops'}}}) }}

with pieces as (

    select
        stop_id,
        sum(duration_s) as duration_s,
        min(bucket) as lowest_bucket,
        max(bucket) as highest_bucket
    from {{ ref('fct_time_segments') }}
    where stop_id is not null
    group by stop_id

)

select stops.stop_id
from {{ ref('fct_stops') }} as stops
full outer join pieces on stops.stop_id = pieces.stop_id
where
    stops.stop_id is null
    or pieces.stop_id is null
    or stops.duration_s != pieces.duration_s
    or pieces.lowest_bucket != stops.kind
    or pieces.highest_bucket != stops.kind
