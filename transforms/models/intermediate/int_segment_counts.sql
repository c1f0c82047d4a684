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

-- A counter counts each pass of a unit: the second ones that are booked are taken off again.
first_passes as (

    select
        chosen.*,
        chosen.total_count - case when measures.total_from = 'counter' then chosen.reworked_count else 0 end as first_total_count,
        chosen.good_count - case
            when measures.good_from = 'counter' then chosen.reworked_count - chosen.reworked_reject_count
            else 0
        end as first_good_count,
        chosen.reject_count - case when measures.reject_from = 'counter' then chosen.reworked_reject_count else 0 end
            as first_reject_count,
        measures.total_from,
        measures.good_from,
        measures.reject_from
    from chosen
    inner join measures on chosen.work_unit = measures.work_unit
    where measures.basis != 'unmeasured'

),

final as (

    select
        work_unit,
        segment_start_utc,
        order_id,
        product,
        case
            when total_from is not null then first_total_count
            else first_good_count + first_reject_count + rework_count + held_count
        end as total_count,
        case
            when good_from is not null then first_good_count
            else first_total_count - first_reject_count - rework_count - held_count
        end as good_count,
        case
            when reject_from is not null then first_reject_count
            when total_from is not null and good_from is not null
                then first_total_count - first_good_count - rework_count - held_count
            else 0
        end + reworked_reject_count as reject_count,
        rework_count,
        held_count,
        reworked_count,
        reworked_reject_count,
        unplaced_count
    from first_passes

)

select * from final
