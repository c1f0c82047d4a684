-- Each code by which people name a reason in some source, with the reason of reasons.csv that reason_codes.csv gives it: its
-- source's own entry before one for all sources; without an entry the reason of that very name. NULL where there is none.
with told as (

    select
        source,
        reported_reason as code
    from {{ ref('stg_lake__downtime_events') }}

    union

    select
        source,
        reported_reason as code
    from {{ ref('stg_lake__maintenance_notifications') }}

    union

    select
        source,
        scrap_reason as code
    from {{ ref('stg_lake__confirmations') }}

)

select
    told.source,
    told.code,
    coalesce(own.reason, general.reason, reasons.reason) as reason
from told
left join {{ ref('stg_plant__reason_codes') }} as own on told.source = own.source and told.code = own.code
left join {{ ref('stg_plant__reason_codes') }} as general on told.code = general.code and general.source is null
left join {{ ref('stg_plant__reasons') }} as reasons on told.code = reasons.reason
where told.code is not null
