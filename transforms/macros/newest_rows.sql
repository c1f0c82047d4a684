{# The rows of a lake entity that are valid now: for each business key the newest, by the export's own time where
   it is known, else by load order (kpis.md, "Newest wins"). Products and orders are one
   over all sources; what has a validity is kept apart by source, as one source may give prices and another costs. #}
{% macro newest_rows(relation, entity) %}
{%- set keys = {
    'products': ['product'],
    'prices': ['source', 'product', 'valid_from'],
    'orders': ['order_id'],
    'routings': ['source', 'product', 'work_centre', 'operation', 'basis', 'valid_from'],
    'rates': ['source', 'work_centre', 'valid_from'],
    'bill_of_materials': ['source', 'assembly', 'component', 'valid_from'],
    'scrap_reasons': ['scrap_reason'],
    'maintenance_orders': ['source', 'maintenance_order'],
    'exchange_rates': ['source', 'from_currency', 'to_currency', 'valid_from'],
    'inventory_levels': ['source', 'product', 'work_centre', 'ts_utc'],
    'equipment_capacities': ['source', 'work_centre', 'valid_from'],
} -%}
{%- if entity not in keys -%}
    {{ exceptions.raise_compiler_error("newest_rows: no business key is known for '" ~ entity ~ "'; add it to the macro.") }}
{%- endif -%}
with ranked as (

    select
        entity.*,
        row_number() over (
            partition by {% for key in keys[entity] %}{{ ', ' if not loop.first }}entity.{{ key }}{% endfor %}
            order by ledger.export_time_utc desc nulls last, entity.load_seq desc, entity.row_no desc
        ) as newness
    from {{ relation }} as entity
    inner join {{ ref('stg_lake__ledger') }} as ledger
        on entity.source = ledger.source and entity.load_seq = ledger.load_seq

)

select * from ranked
where newness = 1
{% endmacro %}
