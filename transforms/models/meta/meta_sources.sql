{{ config(alias='sources') }}

with loads as (

    select
        source,
        count(*) filter (where status = 'loaded') as files,
        count(*) filter (where status = 'quarantined') as quarantined_files,
        count(*) filter (where status = 'retracted') as retracted_files,
        cast(coalesce(sum(rows_loaded) filter (where status = 'loaded'), 0) as bigint) as rows_loaded,
        cast(coalesce(sum(rows_rejected) filter (where status = 'loaded'), 0) as bigint) as rows_rejected,
        max(max_ts_utc) filter (where status = 'loaded') as newest_data_utc,
        max(loaded_at_utc) as last_loaded_utc
    from {{ ref('stg_lake__ledger') }}
    group by source

)

select
    sources.source,
    sources.site,
    sources.reader,
    sources.produces,
    coalesce(loads.files, 0) as files,
    coalesce(loads.quarantined_files, 0) as quarantined_files,
    coalesce(loads.retracted_files, 0) as retracted_files,
    coalesce(loads.rows_loaded, 0) as rows_loaded,
    coalesce(loads.rows_rejected, 0) as rows_rejected,
    loads.newest_data_utc,
    loads.last_loaded_utc,
    cast(sources.stale_after_s as double) as stale_after_s,
    cast(sources.fresh_within_s as double) as fresh_within_s
from {{ ref('stg_plant__sources') }} as sources
left join loads on sources.source = loads.source
