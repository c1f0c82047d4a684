-- A ticket is judged once something has happened, or its agreed time has passed; those not yet judged are in no share. It belongs
-- to the month of the production day on which it was reported; on no known work unit, to that of UTC.
with tickets as (

    select
        tickets.*,
        cast(date_trunc('month', coalesce(days.production_date, cast(tickets.reported_utc as date))) as date) as month_start
    from {{ ref('service_level') }} as tickets
    left join {{ ref('stg_plant__production_days') }} as days
        on tickets.site = days.site and tickets.reported_utc >= days.start_utc and tickets.reported_utc < days.end_utc

),

added as (

    select
        month_start,
        provider,
        work_centre,
        work_unit,
        line,
        site,
        {% for step in ['response', 'repair'] %}
        cast(count(is_{{ step }}_kept) as bigint) as judged_{{ step }}_count,
        cast(count(*) filter (where is_{{ step }}_kept) as bigint) as {{ step }}_kept_count,
        cast(sum({{ step }}_s) as double) / nullif(count({{ step }}_s), 0) as mean_{{ step }}_s,
        {% endfor %}
        cast(count(*) as bigint) as ticket_count
    from tickets
    group by month_start, provider, work_centre, work_unit, line, site

)

select
    month_start,
    provider,
    work_centre,
    work_unit,
    line,
    site,
    ticket_count,
    judged_response_count,
    response_kept_count,
    {{ ratio('response_kept_count', 'judged_response_count') }} as response_kept_share,
    mean_response_s,
    judged_repair_count,
    repair_kept_count,
    {{ ratio('repair_kept_count', 'judged_repair_count') }} as repair_kept_share,
    mean_repair_s
from added
