-- One row per work unit: what each kind of quantity is measured by, as configured and where there is such a source (NULL where
-- not), and by what its counts and its quality are.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

signals as (

    select
        {% for kind in ['total', 'good', 'reject', 'rework'] %}
        max(case when signal = '{{ kind }}_count' then 1 else 0 end) = 1 as has_{{ kind }},
        {% endfor %}
        work_unit
    from {{ ref('stg_plant__tags') }}
    group by work_unit

),

measured as (

    select
        {% for kind in ['total', 'good', 'reject', 'rework'] %}
        coalesce(signals.has_{{ kind }}, false) as has_{{ kind }},
        case
            when units.{{ kind }}_from in ('mes', 'erp') then units.{{ kind }}_from
            when units.{{ kind }}_from = 'counter' and signals.has_{{ kind }} then 'counter'
        end as {{ kind }}_from,
        {% endfor %}
        units.work_unit
    from units
    left join signals on units.work_unit = signals.work_unit

),

-- Good units from the counter, rejected ones from elsewhere and a total besides would contradict one another: where the three do
-- not have one basis, good units follow from the other two.
settled as (

    select
        work_unit,
        has_total,
        has_good,
        has_reject,
        has_rework,
        total_from,
        case
            when total_from is null or reject_from is null or (total_from = reject_from and good_from = total_from)
                then good_from
        end as good_from,
        reject_from,
        rework_from
    from measured

),

final as (

    select
        *,
        -- Held units are known to the MES alone; second passes to what books rework, else to what books anything.
        coalesce('mes' in (total_from, good_from, reject_from, rework_from), false) as has_held,
        case
            when rework_from in ('mes', 'erp') then rework_from
            when reject_from in ('mes', 'erp') then reject_from
            when good_from in ('mes', 'erp') then good_from
            when total_from in ('mes', 'erp') then total_from
        end as second_pass_from,
        coalesce(total_from, good_from, 'unmeasured') as basis,
        case
            when reject_from is not null and (total_from is not null or good_from is not null) then reject_from
            when total_from is not null and good_from is not null then good_from
            else 'unmeasured'
        end as quality_basis
    from settled

)

select * from final
