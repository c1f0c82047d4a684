-- What was agreed is kept, missed, or not to be judged yet; where nothing has happened by the newest data, the agreed time
-- decides.
with edges as (

    select
        site,
        max(end_utc) as edge_utc
    from {{ ref('fct_time_segments') }}
    group by site

),

placed as (

    select
        tickets.*,
        units.work_unit,
        units.line,
        units.site,
        edges.edge_utc,
        {{ us_to_s(us_between('tickets.reported_utc', 'tickets.responded_utc')) }} as response_s,
        {{ us_to_s(us_between('tickets.reported_utc', 'tickets.repaired_utc')) }} as repair_s,
        {{ us_to_s(us_between('tickets.reported_utc', 'edges.edge_utc')) }} as age_s
    from {{ ref('stg_lake__service_tickets') }} as tickets
    left join {{ ref('stg_plant__aliases') }} as aliases
        on tickets.work_centre = aliases.alias and aliases.level = 'work_unit'
    left join {{ ref('stg_plant__work_units') }} as units on aliases.object = units.work_unit
    left join edges on units.site = edges.site

)

select
    source,
    ticket,
    provider,
    priority,
    work_centre,
    work_unit,
    line,
    site,
    maintenance_order,
    reported_utc,
    responded_utc,
    repaired_utc,
    agreed_response_s,
    response_s,
    agreed_repair_s,
    repair_s,
    {% for step in ['response', 'repair'] %}
    case
        when {{ step }}_s is not null then {{ step }}_s <= agreed_{{ step }}_s
        when age_s > agreed_{{ step }}_s then false
    end as is_{{ step }}_kept,
    {% endfor %}
    nullif(concat_ws(
        '; ',
        {% for step, done in [('response', 'responded'), ('repair', 'repaired')] %}
        case
            when agreed_{{ step }}_s is null then 'no {{ step }} time was agreed'
            when {{ step }}_s is null and coalesce(age_s, 0) <= agreed_{{ step }}_s then 'not {{ done }} yet'
        end{{ ',' if not loop.last }}
        {% endfor %}
    ), '') as missing
from placed
