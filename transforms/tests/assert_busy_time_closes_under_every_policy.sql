-- Under every loss policy, busy time is good time and the losses inside it, exactly: the bridge and the ratios rest on it.
{{ config(meta={'dagster': {'ref': {'name': 'oee_by_shift'}}}) }}

with parts as (

    select * from {{ ref('oee_by_shift') }}

),

orders as (

    select * from {{ ref('oee_by_order') }}

),

shares as (

    {% for relation, key in [('parts', 'shift'), ('orders', 'order_id')] %}
    select
        level,
        object,
        {{ key }} as shift_or_order,
        policy,
        measured_busy_s,
        measured_run_s,
        measured_used_s,
        measured_good_s
        {%- for bucket in bridge_buckets() %}
        + measured_{{ bucket }}_s
        {%- endfor %} as sum_of_parts_s
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from shares
where
    measured_busy_s != sum_of_parts_s
    or measured_run_s > measured_used_s
    or measured_used_s > measured_busy_s
