-- What each whole stop cost, by component (formulas: kpis.md, Money); a component with a missing input is NULL and named. A stop
-- that no maintenance order belongs to has no repair, which is 0. The cost adds what is known, and is NULL where nothing is.
with components as (

    select
        stops.stop_id,
        contributions.order_id,
        contributions.product,
        stops.caused_by,
        causes.caused_by_stop_id,
        contributions.lost_units,
        contributions.lost_contribution,
        contributions.recovery,
        contributions.contribution_high,
        contributions.missing as contribution_missing,
        labour.idle_labour,
        labour.missing as labour_missing,
        scrap.restart_scrap,
        coalesce(scrap.restart_scrap_high, scrap.restart_scrap) as restart_scrap_high,
        scrap.missing as scrap_missing,
        case when repairs.stop_id is null then 0 else repairs.repair end as repair,
        repairs.missing as repair_missing,
        energy.idle_energy,
        energy.missing as energy_missing,
        parameters.currency,
        parameters.contribution_net_of_labour
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('int_unit_cost_parameters') }} as parameters on stops.work_unit = parameters.work_unit
    inner join {{ ref('int_stop_contributions') }} as contributions on stops.stop_id = contributions.stop_id
    inner join {{ ref('int_stop_labour') }} as labour on stops.stop_id = labour.stop_id
    inner join {{ ref('int_stop_energy') }} as energy on stops.stop_id = energy.stop_id
    inner join {{ ref('int_stop_restart_scrap') }} as scrap on stops.stop_id = scrap.stop_id
    left join {{ ref('int_stop_repairs') }} as repairs on stops.stop_id = repairs.stop_id
    left join {{ ref('int_stop_causes') }} as causes on stops.stop_id = causes.stop_id

),

judged as (

    select
        *,
        (idle_labour is not null and (caused_by is not null or not contribution_net_of_labour))
        or idle_energy is not null
        or coalesce(repair, 0) != 0
        or coalesce(restart_scrap, 0) != 0 as is_other_cost_known,
        coalesce(idle_labour, 0) + coalesce(repair, 0) + coalesce(idle_energy, 0) as other_cost
    from components

),

final as (

    select
        stop_id,
        order_id,
        product,
        caused_by,
        caused_by_stop_id,
        lost_units,
        lost_contribution,
        recovery,
        idle_labour,
        restart_scrap,
        restart_scrap_high,
        repair,
        idle_energy,
        case
            when lost_contribution is not null or is_other_cost_known
                then coalesce(lost_contribution, 0) + coalesce(recovery, 0) + coalesce(restart_scrap, 0) + other_cost
        end as cost,
        case
            when contribution_high is not null or lost_contribution is not null or is_other_cost_known
                then coalesce(contribution_high, lost_contribution + recovery, 0) + coalesce(restart_scrap_high, 0) + other_cost
        end as cost_high,
        currency,
        nullif(
            concat_ws(
                '; ',
                case when lost_contribution is null then concat('lost contribution: ', contribution_missing) end,
                case
                    when lost_contribution is not null and contribution_high is null
                        then concat('upper bound: ', contribution_missing)
                end,
                case when idle_labour is null then concat('idle labour: ', labour_missing) end,
                case when restart_scrap is null then concat('restart scrap: ', scrap_missing) end,
                case when repair is null then concat('repair: ', repair_missing) end,
                case when idle_energy is null then concat('idle energy: ', energy_missing) end
            ),
            ''
        ) as cost_missing
    from judged

)

select * from final
