-- One row per work unit, order (without one, production day) and reason code: the rejected units that confirmations give it for,
-- in the product's unit. A confirmation on a line belongs to the unit whose good units leave it.
select
    units.work_unit,
    coalesce('order ' || confirmations.order_id, 'day ' || {{ as_text('days.production_date') }}) as scrap_key,
    codes.reason,
    confirmations.scrap_reason,
    sum(confirmations.reject_quantity * {{ unit_factor('confirmations', 'factors') }}) as told_count
from {{ ref('stg_lake__confirmations') }} as confirmations
inner join {{ ref('stg_plant__aliases') }} as aliases on confirmations.work_centre = aliases.alias
inner join {{ ref('stg_plant__work_units') }} as units
    on
        (aliases.level = 'work_unit' and aliases.object = units.work_unit)
        or (aliases.level = 'line' and aliases.object = units.line and units.line_exit = units.work_unit)
left join {{ ref('stg_plant__production_days') }} as days
    on units.site = days.site and confirmations.end_utc >= days.start_utc and confirmations.end_utc < days.end_utc
left join {{ ref('int_reason_codes') }} as codes
    on confirmations.source = codes.source and confirmations.scrap_reason = codes.code
left join {{ ref('stg_lake__orders') }} as orders on confirmations.order_id = orders.order_id
left join {{ ref('int_unit_factors') }} as factors
    on coalesce(confirmations.product, orders.product) = factors.product and confirmations.unit = factors.unit
where not confirmations.is_reversed and confirmations.scrap_reason is not null and confirmations.reject_quantity > 0
group by
    units.work_unit,
    coalesce('order ' || confirmations.order_id, 'day ' || {{ as_text('days.production_date') }}),
    codes.reason,
    confirmations.scrap_reason
