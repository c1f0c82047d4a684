{# The rows of a lake entity that are valid now: for each business key the newest, by the export's own time where it is known,
   else by load order (kpis.md, "Newest wins"). An entity that is one over all sources may be told in parts, an order's dates by
   one table and its product by another: of each source the newest row counts, and each column is of the newest source that
   fills it. A row that says that its source has deleted it takes that source's part away. #}
{% macro newest_rows(relation, entity) %}
{%- set known = lake_entity(entity) -%}
{%- set by_source = 'source' in known.key -%}
{%- set newest_first = 'export_time_utc desc nulls last, load_seq desc, row_no desc' -%}
with entity as (

    {{ with_references(relation, known.columns) }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by {{ known.key | join(', ') }}{{ ', source' if not by_source }}
            order by {{ newest_first }}
        ) as newness
    from entity

){% if by_source %}

select
    {{ known.columns | join(',\n    ') }},
    source,
    load_seq,
    row_no,
    newness
from ranked
where newness = 1 and is_deleted is not true
{% else %},

of_each_source as (

    select
        *,
        row_number() over (partition by {{ known.key | join(', ') }} order by {{ newest_first }}) as standing
    from ranked
    where newness = 1 and is_deleted is not true

)

select
    {% for column in known.columns %}
    {% if column in known.key %}
    {{ column }},
    {% else %}
    min_by({{ column }}, standing) filter (where {{ column }} is not null) as {{ column }},
    {% endif %}
    {% endfor %}
    min_by(source, standing) as source,
    min_by(load_seq, standing) as load_seq,
    min_by(row_no, standing) as row_no,
    min(newness) as newness
from of_each_source
group by {{ known.key | join(', ') }}
{% endif %}
{% endmacro %}
