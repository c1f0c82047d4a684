{{ config(alias='tag_coverage') }}

with seen as (

    select
        source,
        tag,
        cast(sum(samples) as bigint) as samples,
        {{ ratio('sum(trusted_samples)', 'sum(samples)') }} as good_share,
        min(first_utc) as first_utc,
        max(last_utc) as last_utc
    from {{ ref('int_tag_days') }}
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
