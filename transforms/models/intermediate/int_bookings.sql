-- One row per quantity that a person or system booked on a work unit with a start and a finish: closed MES operations, and ERP
-- confirmations. A confirmation on a line belongs to the unit whose good units leave it; one without a start is an instant.
-- kind rework is the second pass of units that were produced before. Quantities are in the product's unit; a booking in a unit
-- that nobody converts counts nothing, never as if it were that unit (join_gaps names it).
with operations as (

    select * from {{ ref('int_operations') }}
    where not is_open and unit_factor is not null

),

confirmations as (

    select * from {{ ref('stg_lake__confirmations') }}
    where not is_reversed

),

places as (

    select
        aliases.alias,
        case when aliases.level = 'line' then units.line_exit else aliases.object end as work_unit
    from {{ ref('stg_plant__aliases') }} as aliases
    inner join {{ ref('stg_plant__work_units') }} as units
        on
            (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (aliases.level = 'line' and aliases.object = units.line and units.line_exit = units.work_unit)

),

final as (

    select
        'mes' as basis,
        operation_key as booking_key,
        work_unit,
        order_id,
        product,
        kind,
        start_utc,
        end_utc,
        good_quantity,
        reject_quantity,
        rework_quantity,
        held_quantity,
        source,
        load_seq,
        row_no
    from operations

    union all

    select
        'erp' as basis,
        confirmations.confirmation_key as booking_key,
        places.work_unit,
        confirmations.order_id,
        coalesce(confirmations.product, orders.product) as product,
        coalesce(confirmations.kind, 'production') as kind,
        coalesce(confirmations.start_utc, confirmations.end_utc) as start_utc,
        confirmations.end_utc,
        {% for kind in ['good', 'reject', 'rework'] %}
        confirmations.{{ kind }}_quantity * {{ unit_factor('confirmations', 'factors') }} as {{ kind }}_quantity,
        {% endfor %}
        cast(null as double) as held_quantity,
        confirmations.source,
        confirmations.load_seq,
        confirmations.row_no
    from confirmations
    inner join places on confirmations.work_centre = places.alias
    inner join {{ ref('int_unit_contexts') }} as contexts on places.work_unit = contexts.work_unit
    left join {{ ref('stg_lake__orders') }} as orders on confirmations.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(confirmations.product, orders.product) = factors.product and confirmations.unit = factors.unit
    where
        {{ unit_factor('confirmations', 'factors') }} is not null
        and (contexts.context_from_utc is null or confirmations.end_utc >= contexts.context_from_utc)
        and (
            contexts.context_to_utc is null
            or coalesce(confirmations.start_utc, confirmations.end_utc) <= contexts.context_to_utc
        )

)

select * from final
