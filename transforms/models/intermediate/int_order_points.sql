-- One row per change of what a work unit works on: by its order and product tags where it has them, else by the MES operation
-- that covers it, or the ERP confirmation where those count it. `layer` is order or product; a NULL value ends what was before.
with from_tags as (

    select
        work_unit,
        signal as layer,
        ts_utc,
        nullif(raw_text, '') as value
    from {{ ref('int_tag_samples') }}
    where signal in ('order', 'product') and quality >= 1

),

tagged as (

    select distinct
        work_unit,
        signal as layer
    from {{ ref('stg_plant__tags') }}
    where signal in ('order', 'product')

),

from_operations as (

    select
        work_unit,
        'order' as layer,
        ts_utc,
        order_id as value
    from {{ ref('int_operation_sweep') }}

    union all

    select
        work_unit,
        'product' as layer,
        ts_utc,
        product as value
    from {{ ref('int_operation_sweep') }}

),

points as (

    select * from from_tags

    union all

    select from_operations.*
    from from_operations
    left join tagged on from_operations.work_unit = tagged.work_unit and from_operations.layer = tagged.layer
    where tagged.work_unit is null

),

compared as (

    select
        *,
        row_number() over (partition by work_unit, layer order by ts_utc) as position,
        lag(value) over (partition by work_unit, layer order by ts_utc) as previous_value
    from points

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
