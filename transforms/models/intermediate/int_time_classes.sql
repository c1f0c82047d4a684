-- Each piece of time in one class, by precedence (kpis.md): running, then unscheduled, then planned, then every other state.
-- Classes: producing, unscheduled, planned, unknown, and the families of stops own, changeover, external.
with pieces as (

    select
        pieces.*,
        case
            when pieces.is_without_data or pieces.state = 'unknown' then 'unknown'
            when pieces.state = 'running' then 'producing'
            when reasons.bucket is not null then reasons.bucket
            when pieces.state = 'changeover' then 'changeover'
            when pieces.state in ('blocked', 'starved') then 'external'
            when pieces.state = 'planned' then 'planned'
            else 'own'
        end as family
    from {{ ref('int_pieces') }} as pieces
    left join {{ ref('stg_plant__reasons') }} as reasons on pieces.reason = reasons.reason

),

-- Stretches of planned stops by reason: what such a stretch has beyond a calendar entry of the same reason is its own stop.
stretches as (

    select
        *,
        sum(
            case
                when family = 'planned' and previous_family = 'planned' and reason is not distinct from previous_reason then 0
                else 1
            end
        ) over (partition by work_unit order by start_utc) as stretch
    from (
        select
            *,
            lag(family) over (partition by work_unit order by start_utc) as previous_family,
            lag(reason) over (partition by work_unit order by start_utc) as previous_reason
        from pieces
    ) as compared

),

judged as (

    select
        *,
        coalesce(
            max(case when planned_kind is not null and planned_reason = reason then 1 else 0 end)
                over (partition by work_unit, stretch),
            0
        ) = 1 as stretch_has_plan
    from stretches

),

final as (

    select
        work_unit,
        site,
        start_utc,
        end_utc,
        duration_us,
        is_at_edge,
        production_date,
        shift_id,
        case
            when family = 'producing' then 'producing'
            when shift_id is null then 'unscheduled'
            when planned_kind is not null then 'planned'
            when family = 'planned' and stretch_has_plan then 'own'
            else family
        end as time_class,
        family = 'producing' and (shift_id is null or planned_kind is not null) as is_unplanned_run,
        case when is_without_data then 'unknown' else state end as state,
        case when not is_without_data then raw_state end as raw_state,
        case
            when family = 'producing' then null
            when shift_id is null then null
            when planned_kind is not null then coalesce(planned_reason, planned_kind)
            when is_without_data then 'no_data'
            else reason
        end as reason,
        case when not is_without_data then state_since_utc end as state_since_utc,
        order_id,
        product
    from judged

)

select * from final
