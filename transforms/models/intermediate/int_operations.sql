-- One row per MES operation on a known work unit; an operation without an end is open up to its source's edge.
-- Only those that reach into the run's context.
with operations as (

    select * from {{ ref('stg_lake__operations') }}

),

aliases as (

    select * from {{ ref('stg_plant__aliases') }}
    where level = 'work_unit'

),

edges as (

    select * from {{ ref('int_source_edges') }}

),

final as (

    select
        operations.operation_key,
        aliases.object as work_unit,
        operations.source,
        operations.order_id,
        coalesce(operations.product, orders.product) as product,
        operations.kind,
        operations.start_utc,
        coalesce(operations.end_utc, edges.edge_utc) as end_utc,
        operations.end_utc is null as is_open,
        {% for kind in ['good', 'reject', 'rework', 'held'] %}
        operations.{{ kind }}_quantity * {{ unit_factor('operations', 'factors') }} as {{ kind }}_quantity,
        {% endfor %}
        {{ unit_factor('operations', 'factors') }} as unit_factor,
        operations.load_seq,
        operations.row_no
    from operations
    inner join aliases on operations.work_centre = aliases.alias
    inner join edges on operations.source = edges.source
    inner join {{ ref('int_unit_contexts') }} as contexts on aliases.object = contexts.work_unit
    left join {{ ref('stg_lake__orders') }} as orders on operations.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(operations.product, orders.product) = factors.product and operations.unit = factors.unit
    where
        (contexts.context_from_utc is null or coalesce(operations.end_utc, edges.edge_utc) >= contexts.context_from_utc)
        and (contexts.context_to_utc is null or operations.start_utc <= contexts.context_to_utc)

)

select * from final
