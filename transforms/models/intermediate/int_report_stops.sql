-- One row per report and stop of its work unit that it overlaps; that of a missing material has waiting alone. Both are laid onto
-- the days that they may touch first, so that years of them are compared day by day, and not each with each.
with reports as (

    select
        told_by,
        source,
        report_key,
        work_unit,
        start_utc,
        end_utc
    from {{ ref('int_reports') }}
    where work_unit is not null

),

{% for kind, relation in [('report', 'reports'), ('stop', ref('fct_stops'))] %}
{{ kind }}_days as (

    select
        told.*,
        cast({{ add_seconds('told.start_utc', 'numbers.n * 86400') }} as date) as day_utc
    from {{ relation }} as told
    inner join {{ numbers(4000) }} as numbers
        on {{ us_between('told.start_utc', 'told.end_utc') }} / 86400000000.0 + 1 >= numbers.n

){{ ',' if not loop.last }}

{% endfor %}

select distinct
    report_days.told_by,
    report_days.source,
    report_days.report_key,
    stop_days.stop_id
from report_days
inner join stop_days
    on
        report_days.work_unit = stop_days.work_unit
        and report_days.day_utc = stop_days.day_utc
        and report_days.start_utc < stop_days.end_utc
        and report_days.end_utc > stop_days.start_utc
where report_days.told_by != 'material shortage' or stop_days.kind = 'external'
