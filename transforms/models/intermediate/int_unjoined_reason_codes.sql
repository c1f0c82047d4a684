-- Codes of reasons that no reason of reasons.csv stands for, with the reported time or the rejected units that hang on them.
-- Columns as in join_gaps.
with told as (

    select
        source,
        told_by as place,
        reported_reason as code,
        cast({{ us_to_s(us_between('start_utc', 'end_utc')) }} as double) as duration_s,
        cast(null as double) as gap_quantity,
        start_utc,
        end_utc
    from {{ ref('int_reports') }}

    union all

    select
        source,
        'scrap' as place,
        scrap_reason as code,
        cast(null as double) as duration_s,
        reject_quantity as gap_quantity,
        coalesce(start_utc, end_utc) as start_utc,
        end_utc
    from {{ ref('staged_confirmations') }}
    where not is_reversed

)

select
    'reason code without reason' as gap,
    told.code as subject,
    cast(null as varchar) as work_unit,
    concat('of ', told.place, ' in source ', told.source) as detail,
    count(*) as row_count,
    sum(told.duration_s) as duration_s,
    sum(told.gap_quantity) as gap_quantity,
    min(told.start_utc) as first_seen_utc,
    max(told.end_utc) as last_seen_utc
from told
inner join {{ ref('int_reason_codes') }} as codes on told.source = codes.source and told.code = codes.code
where codes.reason is null
group by told.code, told.place, told.source
