{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- Stored for the whole history.
-- One row per work unit, production day, order and product: what its stops, slow running, scrap and rework cost. A stop's cost is
-- cut with its time, as in downtime_cost_by_reason, without the scrap of its restart, which is in the scrap (decision 0011). A
-- loss that did not happen costs 0, one that nobody can price is NULL and named; the cost adds what is known.
{% set kinds = ['breakdown', 'minor_stop', 'changeover', 'external'] %}
with segments as (

    select
        segments.work_unit,
        segments.production_date,
        segments.order_id,
        coalesce(segments.product, stops.product) as product,
        segments.duration_s,
        stops.kind,
        stops.cost,
        stops.cost_high,
        stops.restart_scrap,
        stops.restart_scrap_high,
        stops.cost_missing,
        cast(segments.duration_s as double) / cast(stops.duration_s as double) as share
    from {{ ref('fct_time_segments') }} as segments
    inner join {{ ref('fct_stops') }} as stops on segments.stop_id = stops.stop_id
    where {{ is_asked_day('segments.work_unit', 'segments.production_date') }}

),

amounts as (

    select
        work_unit,
        production_date,
        order_id,
        product,
        kind as loss,
        duration_s as lost_s,
        cast(null as double) as lost_count,
        true as has_loss,
        cast(cost * share as decimal(18, 6)) - cast(coalesce(restart_scrap, 0) * share as decimal(18, 6)) as cost,
        cast(cost_high * share as decimal(18, 6)) - cast(coalesce(restart_scrap_high, 0) * share as decimal(18, 6)) as cost_high,
        cost_missing
    from segments

    {% for loss, lost_s, lost_count, cost_high in [
        ('speed', 'speed_loss_s', 'cast(null as double)', 'speed_cost_high'),
        ('scrap', 'cast(null as decimal(18, 6))', 'reject_count', 'scrap_cost_high'),
        ('rework', 'cast(null as decimal(18, 6))', 'rework_count', 'rework_cost')
    ] %}
    union all

    select
        work_unit,
        production_date,
        order_id,
        product,
        '{{ loss }}' as loss,
        {{ lost_s }} as lost_s,
        {{ lost_count }} as lost_count,
        {{ loss }}_cost is null or coalesce({{ lost_s }}, {{ lost_count }}) != 0 as has_loss,
        cast({{ loss }}_cost as decimal(18, 6)) as cost,
        cast({{ cost_high }} as decimal(18, 6)) as cost_high,
        case when {{ loss }}_cost is null then concat('{{ loss }}: ', {{ loss }}_cost_missing) end as cost_missing
    from {{ ref('fct_losses') }}
    where {{ is_asked_day('work_unit', 'production_date') }}

    {% endfor %}

)

select
    work_unit,
    production_date,
    order_id,
    product,
    {% for kind in kinds %}
    cast(coalesce(sum(lost_s) filter (where loss = '{{ kind }}'), 0) as decimal(18, 6)) as {{ kind }}_s,
    {% endfor %}
    cast(sum(lost_s) filter (where loss = 'speed') as decimal(18, 6)) as speed_loss_s,
    sum(lost_count) filter (where loss = 'scrap') as reject_count,
    sum(lost_count) filter (where loss = 'rework') as rework_count,
    {% for loss in kinds + ['speed', 'scrap', 'rework'] %}
    cast(
        case
            when count(*) filter (where loss = '{{ loss }}' and has_loss) = 0 then 0
            else sum(cost) filter (where loss = '{{ loss }}')
        end as double
    ) as {{ loss }}_cost,
    {% endfor %}
    cast(case when count(*) filter (where has_loss) = 0 then 0 else sum(cost) filter (where has_loss) end as double) as cost,
    cast(case when count(*) filter (where has_loss) = 0 then 0 else sum(cost_high) filter (where has_loss) end as double)
        as cost_high,
    {{ joined_texts('cost_missing') }} as cost_missing
from amounts
group by work_unit, production_date, order_id, product
