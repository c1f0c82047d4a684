-- OEE = good / busy and busy = good + all losses, so the change of OEE is exactly what the losses' shares of busy time gave up:
-- -sum(change of bucket / busy). Each period stands against the newest one before it in which OEE was measured.
with fiscal as (

    select
        oee.*,
        periods.start_date
    from {{ ref('oee_by_fiscal_period') }} as oee
    inner join {{ ref('dim_fiscal_period') }} as periods on oee.fiscal_period = periods.fiscal_period

),

periods as (

    {% for grain, relation, start in [
    ('day', ref('oee_by_day'), 'production_date'), ('week', ref('oee_by_week'), 'week_start'),
    ('month', ref('oee_by_month'), 'month_start'), ('fiscal', 'fiscal', 'start_date')
] %}
    select
        '{{ grain }}' as grain,
        {{ start }} as period_start,
        level,
        object,
        site,
        policy,
        policy_valid_from,
        policy_versions,
        oee,
        measured_share,
        {% for bucket in bridge_buckets() %}
        {{ ratio('measured_' ~ bucket ~ '_s', 'measured_busy_s') }} as {{ bucket }}_share,
        {% endfor %}
        measured_busy_s
    from {{ relation }}
    where measured_busy_s > 0
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

paired as (

    select
        *,
        lag(period_start) over in_order as previous_start,
        lag(oee) over in_order as previous_oee,
        lag(measured_share) over in_order as previous_measured_share,
        {% for bucket in bridge_buckets() %}
        lag({{ bucket }}_share) over in_order as previous_{{ bucket }}_share,
        {% endfor %}
        policy_versions = 1 and policy_valid_from = lag(policy_valid_from) over in_order as is_same_policy_version
    from periods
    window in_order as (partition by grain, level, object, policy order by period_start)

),

final as (

    select
        grain,
        level,
        object,
        site,
        period_start,
        previous_start,
        policy,
        is_same_policy_version,
        previous_oee,
        oee,
        oee - previous_oee as oee_change,
        {% for bucket in bridge_buckets() %}
        previous_{{ bucket }}_share - {{ bucket }}_share as {{ bucket }}_effect,
        {% endfor %}
        previous_measured_share,
        measured_share
    from paired
    where previous_start is not null

)

select * from final
