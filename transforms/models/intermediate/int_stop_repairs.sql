-- The repair cost of each stop that a maintenance order belongs to; NULL and named where that of any of its orders is not known.
select
    stop_id,
    case when count(repair) = count(*) then {{ sum_of_money('repair') }} end as repair,
    {{ joined_texts('missing') }} as missing
from {{ ref('int_repairs') }}
group by stop_id
