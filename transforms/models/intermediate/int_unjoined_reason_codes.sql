-- Codes of reasons that no reason of reasons.csv stands for, with the reported time at its rates, or the rejected units at what
-- they were planned to cost. Columns as in join_gaps.
with told as (

    select
        reports.source,
        reports.told_by as place,
        reports.reported_reason as code,
        cast({{ us_to_s(us_between('reports.start_utc', 'reports.end_utc')) }} as double) as duration_s,
        cast(null as double) as gap_quantity,
        reports.start_utc,
        reports.end_utc,
        rates.rate_per_h,
        cast(null as double) as unit_cost,
        rates.currency,
        case when reports.work_unit is null then 'the report is of no known work unit' else rates.missing end as missing
    from {{ ref('int_reports') }} as reports
    {{ join_hour_rates('reports.work_unit', 'cast(reports.start_utc as date)') }}

    union all

    select
        told.source,
        'scrap' as place,
        told.scrap_reason as code,
        cast(null as double) as duration_s,
        told.reject_quantity * {{ unit_factor('told', 'factors') }} as gap_quantity,
        coalesce(told.start_utc, told.end_utc) as start_utc,
        told.end_utc,
        cast(null as double) as rate_per_h,
        costs.planned_unit_cost as unit_cost,
        costs.currency,
        case when costs.order_id is null then 'no order tells the product' else costs.missing end as missing
    from {{ ref('staged_confirmations') }} as told
    left join {{ ref('staged_orders') }} as orders on told.order_id = orders.order_id
    left join {{ ref('int_unit_factors') }} as factors
        on coalesce(told.product, orders.product) = factors.product and told.unit = factors.unit
    left join {{ ref('int_order_planned_costs') }} as costs on told.order_id = costs.order_id
    where not told.is_reversed

)

select
    'reason code without reason' as gap,
    told.code as subject,
    cast(null as varchar) as work_unit,
    concat('of ', told.place, ' in source ', told.source) as detail,
    count(*) as row_count,
    sum(told.duration_s) as duration_s,
    sum(told.gap_quantity) as gap_quantity,
    min(told.start_utc) as first_seen_utc,
    max(told.end_utc) as last_seen_utc,
    case
        when count(distinct told.currency) = 1
            then {{ sum_of_money('coalesce(told.duration_s / 3600 * told.rate_per_h, told.gap_quantity * told.unit_cost)') }}
    end as gap_cost,
    case when told.place = 'scrap' then 'planned cost of a unit' else 'rates of an hour' end as gap_cost_from,
    case when count(distinct told.currency) = 1 then max(told.currency) end as currency,
    case
        when count(distinct told.currency) > 1 then 'sites of several currencies'
        else {{ joined_texts('told.missing') }}
    end as cost_missing
from told
inner join {{ ref('int_reason_codes') }} as codes on told.source = codes.source and told.code = codes.code
where codes.reason is null
group by told.code, told.place, told.source
