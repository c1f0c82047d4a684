-- A report is laid onto the stops of its work unit that it overlaps, that of a missing material onto waiting alone. A purchase is
-- late for it where the material was promised by the day on which the shortage began, and had not come then.
with reports as (

    select * from {{ ref('int_reports') }}

),

late as (

    select
        reports.source,
        reports.report_key,
        {{ joined_texts("concat_ws(' of ', receipts.purchase_order, receipts.supplier)") }} as late_purchase_orders
    from reports
    inner join {{ ref('stg_lake__purchase_receipts') }} as receipts
        on
            reports.material = receipts.product
            and cast(reports.start_utc as date) >= receipts.promised_date
            and (receipts.received_utc is null or reports.start_utc < receipts.received_utc)
    where reports.told_by = 'material shortage'
    group by reports.source, reports.report_key

),

joined as (

    select
        reports.*,
        units.line,
        units.site,
        case when reports.told_by = 'material shortage' then late.late_purchase_orders end as late_purchase_orders,
        stops.stop_id,
        stops.kind,
        stops.reason,
        stops.start_utc as stop_start_utc,
        stops.end_utc as stop_end_utc
    from reports
    left join {{ ref('stg_plant__work_units') }} as units on reports.work_unit = units.work_unit
    left join late on reports.source = late.source and reports.report_key = late.report_key
    left join {{ ref('int_report_stops') }} as pairs
        on reports.told_by = pairs.told_by and reports.source = pairs.source and reports.report_key = pairs.report_key
    left join {{ ref('fct_stops') }} as stops on pairs.stop_id = stops.stop_id

),

measured as (

    select
        *,
        {{ us_to_s(us_between('start_utc', 'end_utc')) }} as reported_s,
        {{ us_to_s(us_between('stop_start_utc', 'stop_end_utc')) }} as stop_length_s,
        case
            when stop_id is not null
                then {{ us_to_s(us_between('greatest(start_utc, stop_start_utc)', 'least(end_utc, stop_end_utc)')) }}
        end as overlap_s
    from joined

)

select
    told_by,
    source,
    report_key,
    work_unit,
    line,
    site,
    order_id,
    start_utc,
    end_utc,
    reported_s,
    reported_reason,
    mapped_reason,
    material,
    late_purchase_orders,
    stop_id,
    kind,
    reason,
    overlap_s,
    {{ ratio('overlap_s', 'reported_s') }} as reported_share,
    {{ ratio('overlap_s', 'stop_length_s') }} as stop_share,
    mapped_reason = reason as is_same_reason,
    nullif(concat_ws(
        '; ',
        case when reported_reason is not null and mapped_reason is null then concat('no reason for code ', reported_reason) end,
        case
            when work_centre is null then 'the report names no work centre'
            when work_unit is null then concat('work centre ', work_centre, ' is no work unit or line')
            when stop_id is null then 'the work unit did not stop then'
        end
    ), '') as unjoined_because
from measured
