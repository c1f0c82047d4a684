-- One row per order, work unit and operation that the MES or the ERP booked: how long, and what, in the product's unit. Where one
-- operation of the order is planned on the unit, all bookings of the order there are its; else each is of the operation that it
-- names.
with planned as (

    select
        order_id,
        work_unit,
        min(operation) as only_operation
    from {{ ref('int_operation_plans') }}
    where planned_time_from = 'operations of the order'
    group by order_id, work_unit
    having count(*) = 1

),

booked as (

    {% for basis, entity, condition in [
        ('mes', 'operations', 'told.end_utc is not null'), ('erp', 'confirmations', 'not told.is_reversed')
    ] %}
    select
        '{{ basis }}' as basis,
        told.order_id,
        told.work_centre,
        told.operation,
        coalesce(told.kind, 'production') = 'setup' as is_setup,
        {{ us_to_s(us_between('told.start_utc', 'told.end_utc')) }} as booked_s,
        told.good_quantity * {{ unit_factor('told', 'factors') }} as good_quantity,
        told.reject_quantity * {{ unit_factor('told', 'factors') }} as reject_quantity
    from {{ ref('stg_lake__' ~ entity) }} as told
    left join {{ ref('stg_lake__orders') }} as orders on told.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(told.product, orders.product) = factors.product and told.unit = factors.unit
    where told.order_id is not null and {{ condition }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

placed as (

    select
        booked.*,
        units.work_unit,
        case when planned.order_id is not null then planned.only_operation else booked.operation end as booked_operation
    from booked
    inner join {{ ref('stg_plant__aliases') }} as aliases on booked.work_centre = aliases.alias
    inner join {{ ref('stg_plant__work_units') }} as units
        on
            (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (
                aliases.level = 'line'
                and aliases.object = units.line
                and coalesce(units.line_constraint, units.line_exit) = units.work_unit
            )
    left join planned on booked.order_id = planned.order_id and units.work_unit = planned.work_unit

)

select
    {% for basis in ['mes', 'erp'] %}
    sum(booked_s) filter (where basis = '{{ basis }}' and is_setup) as {{ basis }}_setup_s,
    sum(booked_s) filter (where basis = '{{ basis }}' and not is_setup) as {{ basis }}_run_s,
    sum(good_quantity) filter (where basis = '{{ basis }}') as {{ basis }}_good_count,
    sum(reject_quantity) filter (where basis = '{{ basis }}') as {{ basis }}_reject_count,
    {% endfor %}
    order_id,
    work_unit,
    booked_operation as operation
from placed
group by order_id, work_unit, booked_operation
