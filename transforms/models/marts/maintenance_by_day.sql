-- A rolling window adds failures and time and divides once; its number of units is the most of any of its days.
with days as (

    {{ maintenance_rollup('production_date') }}

),

windows as (

    select
        *,
        {% for days in [28, 90] %}
        sum(operating_s) over last_{{ days }} as operating_{{ days }}d_s,
        sum(failure_count) over last_{{ days }} + max(work_unit_count) over last_{{ days }} as divisor_{{ days }}d,
        sum(closed_failure_s) over last_{{ days }} as closed_failure_{{ days }}d_s,
        sum(closed_failure_count) over last_{{ days }} as closed_failure_count_{{ days }}d,
        {% endfor %}
        level as window_level
    from days
    window
        last_28 as (
            partition by level, object order by production_date
            range between interval 27 day preceding and current row
        ),
        last_90 as (
            partition by level, object order by production_date
            range between interval 89 day preceding and current row
        )

)

select
    level,
    object,
    object_name,
    site,
    production_date,
    operating_s,
    failure_count,
    closed_failure_count,
    closed_failure_s,
    joined_failure_count,
    finished_repair_count,
    report_to_finish_s,
    work_unit_count,
    mtbf_h,
    mttr_h,
    mean_time_from_report_to_finish_s,
    {{ mtbf_h('operating_28d_s', 'divisor_28d') }} as mtbf_28d_h,
    {{ ratio('closed_failure_28d_s', 'closed_failure_count_28d') }} / 3600 as mttr_28d_h,
    {{ mtbf_h('operating_90d_s', 'divisor_90d') }} as mtbf_90d_h,
    {{ ratio('closed_failure_90d_s', 'closed_failure_count_90d') }} / 3600 as mttr_90d_h
from windows
