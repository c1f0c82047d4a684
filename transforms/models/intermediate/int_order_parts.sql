-- The additive parts by order and product: per work unit and per line, production day, shift and loss policy. The levels above
-- a line add its lines when they are read.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

with contributions as (

    select
        'work_unit' as level,
        pieces.work_unit as object,
        pieces.work_unit,
        pieces.site,
        pieces.production_date,
        pieces.shift,
        pieces.order_id,
        pieces.product,
        {{ oee_additive_columns('pieces') }},
        cast(0 as double) as wip_change_count,
        pieces.unmeasured_because,
        pieces.is_rated,
        pieces.is_measured
    from {{ ref('int_order_shifts') }} as pieces

    union all

    select
        'line' as level,
        pieces.line as object,
        pieces.work_unit,
        pieces.site,
        pieces.production_date,
        pieces.shift,
        pieces.order_id,
        pieces.product,
        {{ oee_additive_columns('pieces') }},
        pieces.wip_change_count,
        pieces.unmeasured_because,
        pieces.is_rated,
        pieces.is_measured
    from {{ ref('int_line_orders') }} as pieces

),

{{ oee_parts_of_contributions(['production_date', 'shift', 'order_id', 'product']) }}

select * from added
