-- A work unit's segments follow each other without gap or overlap, within its days and from one to the next.
{{ config(meta={'dagster': {'ref': {'name': 'fct_time_segments'}}}) }}

with neighbours as (

    select
        work_unit,
        start_utc,
        end_utc,
        lead(start_utc) over (partition by work_unit order by start_utc) as next_start_utc
    from {{ ref('fct_time_segments') }}

)

select * from neighbours
where end_utc <= start_utc or (next_start_utc is not null and next_start_utc != end_utc)
