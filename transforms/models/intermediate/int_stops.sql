-- One row per whole stop, classified once by its whole length: an own stop up to the work unit's threshold is a minor stop.
with pieces as (

    select * from {{ ref('int_stop_pieces') }}

),

reasons as (

    select
        work_unit,
        stop_number,
        reason,
        row_number() over (
            partition by work_unit, stop_number order by sum(duration_us) desc, min(start_utc)
        ) as position
    from pieces
    where reason is not null
    group by work_unit, stop_number, reason

),

stops as (

    select
        work_unit,
        stop_number,
        min(family) as family,
        min(start_utc) as start_utc,
        max(end_utc) as end_utc,
        cast(sum(duration_us) as bigint) as duration_us,
        max(case when is_at_edge then 1 else 0 end) = 1 as is_open,
        min_by(shift_id, start_utc) as shift_id,
        min_by(production_date, start_utc) as production_date
    from pieces
    group by work_unit, stop_number

),

final as (

    select
        {{ text_hash("concat_ws('|', stops.work_unit, 'stop', " ~ as_text('stops.start_utc') ~ ")") }} as stop_id,
        stops.work_unit,
        stops.stop_number,
        case
            when stops.family != 'own' then stops.family
            when stops.duration_us <= units.minor_stop_threshold_s * 1000000 then 'minor_stop'
            else 'breakdown'
        end as kind,
        reasons.reason,
        stops.start_utc,
        stops.end_utc,
        stops.duration_us,
        stops.is_open,
        stops.shift_id,
        stops.production_date
    from stops
    inner join {{ ref('stg_plant__work_units') }} as units on stops.work_unit = units.work_unit
    left join reasons
        on stops.work_unit = reasons.work_unit and stops.stop_number = reasons.stop_number and reasons.position = 1

)

select * from final
