-- One row per whole stop, classified once by its whole length: an own stop up to the work unit's threshold is a minor stop.
with pieces as (

    select * from {{ ref('int_stop_pieces') }}

),

units as (

    select
        work_unit,
        minor_stop_threshold_s,
        position,
        min(position) over (partition by line) as first_position,
        max(position) over (partition by line) as last_position
    from {{ ref('stg_plant__work_units') }}

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
        coalesce(sum(duration_us) filter (where state = 'starved'), 0) as starved_us,
        coalesce(sum(duration_us) filter (where state = 'blocked'), 0) as blocked_us,
        max(case when is_open then 1 else 0 end) = 1 as is_open,
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
        -- Mostly starved or blocked, and not at the line's end: another unit of the line is the cause.
        case
            when 2 * greatest(stops.starved_us, stops.blocked_us) <= stops.duration_us then null
            when stops.starved_us > stops.blocked_us and units.position > units.first_position then 'upstream'
            when stops.blocked_us > stops.starved_us and units.position < units.last_position then 'downstream'
        end as caused_by,
        stops.is_open,
        stops.shift_id,
        stops.production_date
    from stops
    inner join units on stops.work_unit = units.work_unit
    left join reasons
        on stops.work_unit = reasons.work_unit and stops.stop_number = reasons.stop_number and reasons.position = 1

)

select * from final
