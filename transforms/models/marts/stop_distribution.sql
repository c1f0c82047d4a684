-- Whole stops by how long they lasted, counted on the production day they began in.
with stops as (

    select
        *,
        {% set bounds = duration_classes() %}
        case
            {% for bound in bounds[1:] %}
            when duration_s <= {{ bound }} then {{ bounds[loop.index0] }}
            {% endfor %}
            else {{ bounds[-1] }}
        end as class_from_s
    from {{ ref('fct_stops') }}

)

select
    work_unit,
    line,
    site,
    production_date,
    kind,
    reason,
    cast(class_from_s as double) as class_from_s,
    cast(
        case class_from_s
            {% for bound in bounds[1:] %}
            when {{ bounds[loop.index0] }} then {{ bound }}
            {% endfor %}
        end as double
    ) as class_to_s,
    count(*) as stop_count,
    cast(sum(case when is_open then 1 else 0 end) as bigint) as open_count,
    cast(sum(duration_s) as decimal(18, 6)) as duration_s
from stops
group by work_unit, line, site, production_date, kind, reason, class_from_s
