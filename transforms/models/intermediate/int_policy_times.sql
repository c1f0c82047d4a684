-- The stopped time that a loss policy does not count against availability: per work unit, production day, shift, order, product
-- and policy. A reason's treatment beats its bucket's. What is not here counts against availability.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

with stops as (

    select
        work_unit,
        production_date,
        coalesce(shift, 'none') as shift,
        order_id,
        product,
        bucket,
        reason,
        sum(duration_s) as duration_s
    from {{ ref('fct_time_segments') }}
    where bucket in ('breakdown', 'minor_stop', 'changeover', 'external') and {{ is_asked_day('work_unit', 'production_date') }}
    group by work_unit, production_date, coalesce(shift, 'none'), order_id, product, bucket, reason

),

treatments as (

    select * from {{ ref('stg_plant__loss_policies') }}

),

treated as (

    select
        stops.*,
        versions.policy,
        coalesce(of_reason.treatment, of_bucket.treatment) as treatment
    from stops
    inner join {{ ref('int_policy_versions') }} as versions
        on stops.production_date >= versions.valid_from and stops.production_date < versions.valid_before
    inner join treatments as of_bucket
        on
            versions.policy = of_bucket.policy
            and versions.valid_from = of_bucket.valid_from
            and stops.bucket = of_bucket.bucket
    left join treatments as of_reason
        on
            versions.policy = of_reason.policy
            and versions.valid_from = of_reason.valid_from
            and stops.reason = of_reason.reason

),

final as (

    select
        work_unit,
        production_date,
        shift,
        order_id,
        product,
        {% for bucket in ['breakdown', 'minor_stop', 'changeover', 'external'] %}
        coalesce(sum(duration_s) filter (where bucket = '{{ bucket }}' and treatment = 'excluded'), 0)
            as excluded_{{ bucket }}_s,
        coalesce(sum(duration_s) filter (where bucket = '{{ bucket }}' and treatment = 'performance'), 0)
            as performance_{{ bucket }}_s,
        {% endfor %}
        policy
    from treated
    where treatment != 'availability'
    group by work_unit, production_date, shift, order_id, product, policy

)

select * from final
