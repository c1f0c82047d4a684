-- Counts per work unit, piece of its time, order and product. Each kind of quantity is taken from the basis that is configured
-- for it; what is not measured follows from the others: produced = good + rejected + to be reworked + held. A rework operation's
-- units were produced before (kpis.md, Counts).
with measures as (

    select * from {{ ref('int_unit_measures') }}

),

chosen as (

    select
        counts.work_unit,
        counts.segment_start_utc,
        counts.order_id,
        counts.product,
        {% for kind in ['total', 'good', 'reject', 'rework'] %}
        coalesce(sum(case when counts.basis = measures.{{ kind }}_from then counts.{{ kind }}_count end), 0) as {{ kind }}_count,
        {% endfor %}
        coalesce(sum(case when counts.basis = 'mes' and measures.has_held then counts.held_count end), 0) as held_count,
        {% for kind in ['reworked', 'reworked_reject'] %}
        coalesce(sum(case when counts.basis = measures.second_pass_from then counts.{{ kind }}_count end), 0)
            as {{ kind }}_count,
        {% endfor %}
        coalesce(sum(case when counts.basis = measures.basis then counts.unplaced_count end), 0) as unplaced_count
    from {{ ref('int_basis_counts') }} as counts
    inner join measures on counts.work_unit = measures.work_unit
    where counts.basis in (measures.total_from, measures.good_from, measures.reject_from, measures.rework_from)
    group by counts.work_unit, counts.segment_start_utc, counts.order_id, counts.product

),

final as (

    select
        chosen.work_unit,
        chosen.segment_start_utc,
        chosen.order_id,
        chosen.product,
        case
            when measures.total_from is not null then chosen.total_count
            else chosen.good_count + chosen.reject_count + chosen.rework_count + chosen.held_count
        end as total_count,
        case
            when measures.good_from is not null then chosen.good_count
            else chosen.total_count - chosen.reject_count - chosen.rework_count - chosen.held_count
        end as good_count,
        case
            when measures.reject_from is not null then chosen.reject_count
            when measures.total_from is not null and measures.good_from is not null
                then chosen.total_count - chosen.good_count - chosen.rework_count - chosen.held_count
            else 0
        end + chosen.reworked_reject_count as reject_count,
        chosen.rework_count,
        chosen.held_count,
        chosen.reworked_count,
        chosen.reworked_reject_count,
        chosen.unplaced_count
    from chosen
    inner join measures on chosen.work_unit = measures.work_unit
    where measures.basis != 'unmeasured'

)

select * from final
