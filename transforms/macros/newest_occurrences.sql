{# The rows of a lake entity whose id is optional: a row with an id is known by it; one without is known by all its fields and
   its occurrence number within the export, so that rows of one file are never dropped for looking alike, and a second export
   of them adds none. Of the rows with the same identity the newest is kept, unless it says that it is deleted; `key` names the
   column that identifies it. #}
{% macro newest_occurrences(relation, id, key, fields) %}
with entity as (

    {{ with_references(relation, [id] + fields) }}

),

keyed as (

    select
        *,
        coalesce(
            {{ id }},
            concat_ws(
                '|'{% for field in fields %},
                coalesce({{ as_text(field) }}, ''){% endfor %}
            )
        ) as fields_key
    from entity

),

numbered as (

    select
        *,
        case
            when {{ id }} is not null then 1
            else row_number() over (partition by source, load_seq, fields_key order by row_no)
        end as occurrence
    from keyed

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, fields_key, occurrence
            order by export_time_utc desc nulls last, load_seq desc, row_no desc
        ) as newness
    from numbered

),

final as (

    select
        source,
        {{ text_hash("concat_ws('|', source, fields_key, occurrence)") }} as {{ key }},
        {{ id }},
        {% for field in fields %}
        {{ field }},
        {% endfor %}
        load_seq,
        row_no
    from ranked
    where newness = 1 and is_deleted is not true

)

select * from final
{% endmacro %}
