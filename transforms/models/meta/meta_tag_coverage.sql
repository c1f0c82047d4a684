{{ config(alias='tag_coverage') }}

with seen as (

    select
        source,
        tag,
        count(*) as samples,
        avg(case when quality >= 1 then 1.0 else 0.0 end) as good_share,
        min(ts_utc) as first_utc,
        max(ts_utc) as last_utc
    from {{ ref('stg_lake__samples') }}
    group by source, tag

)

select
    coalesce(seen.source, tags.source) as source,
    coalesce(seen.tag, tags.tag) as tag,
    tags.work_unit,
    tags.signal,
    coalesce(seen.samples, 0) as samples,
    seen.good_share,
    seen.first_utc,
    seen.last_utc,
    tags.tag is not null as is_mapped
from seen
full outer join {{ ref('stg_plant__tags') }} as tags on seen.source = tags.source and seen.tag = tags.tag
