-- One row per change of what a work unit works on. At each instant the first of its bases (int_order_bases) that says something
-- counts. `layer` is order or product; a NULL value ends what was before.
with from_tags as (

    select
        work_unit,
        signal as layer,
        'tag' as basis,
        ts_utc,
        nullif(raw_text, '') as value
    from {{ ref('int_tag_samples') }}
    where signal in ('order', 'product') and quality >= 1

),

from_operations as (

    select
        work_unit,
        'order' as layer,
        basis,
        ts_utc,
        order_id as value
    from {{ ref('int_operation_sweep') }}

    union all

    select
        work_unit,
        'product' as layer,
        basis,
        ts_utc,
        product as value
    from {{ ref('int_operation_sweep') }}

),

told as (

    select * from from_tags

    union all

    select * from from_operations

),

points as (

    select
        told.*,
        bases.precedence
    from told
    inner join {{ ref('int_order_bases') }} as bases
        on told.work_unit = bases.work_unit and told.layer = bases.layer and told.basis = bases.basis

),

instants as (

    select distinct
        work_unit,
        layer,
        ts_utc
    from points

),

-- What each basis said last, at every instant at which any of them changes.
held as (

    select
        instants.work_unit,
        instants.layer,
        instants.ts_utc,
        bases.basis,
        max(points.ts_utc) over (
            partition by instants.work_unit, instants.layer, bases.basis order by instants.ts_utc
        ) as since_utc
    from instants
    inner join {{ ref('int_order_bases') }} as bases
        on instants.work_unit = bases.work_unit and instants.layer = bases.layer
    left join points
        on
            instants.work_unit = points.work_unit
            and instants.layer = points.layer
            and bases.basis = points.basis
            and instants.ts_utc = points.ts_utc

),

chosen as (

    select
        held.work_unit,
        held.layer,
        held.ts_utc,
        min_by(points.value, points.precedence) filter (where points.value is not null) as value
    from held
    left join points
        on
            held.work_unit = points.work_unit
            and held.layer = points.layer
            and held.basis = points.basis
            and held.since_utc = points.ts_utc
    group by held.work_unit, held.layer, held.ts_utc

),

compared as (

    select
        *,
        row_number() over (partition by work_unit, layer order by ts_utc) as position,
        lag(value) over (partition by work_unit, layer order by ts_utc) as previous_value
    from chosen

),

final as (

    select
        work_unit,
        layer,
        ts_utc,
        value
    from compared
    where position = 1 or value is distinct from previous_value

)

select * from final
