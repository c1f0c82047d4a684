{# The given columns of a lake entity with the ledger's export time, references resolved: where a source knows things by keys of
   its own, a reader writes `ref(kind)key`, and `identifiers` says what that stands for. One that is not known stays as it is. #}
{% macro with_references(relation, columns) -%}
{%- set referring = ['work_centre', 'order_id', 'product', 'operation', 'maintenance_order', 'assembly', 'component', 'unit',
    'product_group', 'reported_reason'] -%}
select
        {% for column in columns %}
        {% if column in referring %}
        coalesce(known_{{ column }}.name, entity.{{ column }}) as {{ column }},
        {% else %}
        entity.{{ column }},
        {% endif %}
        {% endfor %}
        entity.source,
        entity.load_seq,
        entity.row_no,
        entity.is_deleted,
        ledger.export_time_utc
    from {{ relation }} as entity
    inner join {{ ref('stg_lake__ledger') }} as ledger
        on entity.source = ledger.source and entity.load_seq = ledger.load_seq
    {% for column in columns if column in referring %}
    left join {{ ref('stg_lake__references') }} as known_{{ column }} on entity.{{ column }} = known_{{ column }}.reference
    {% endfor %}
{%- endmacro %}
