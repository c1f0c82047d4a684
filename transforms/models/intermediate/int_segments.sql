-- One row per piece of a work unit's calendar time with its bucket: the classes, with own stops told apart by their stop.
with pieces as (

    select * from {{ ref('int_waiting_classes') }}

),

stop_pieces as (

    select
        stop_pieces.work_unit,
        stop_pieces.start_utc,
        stops.stop_id,
        stops.kind
    from {{ ref('int_stop_pieces') }} as stop_pieces
    inner join {{ ref('int_stops') }} as stops
        on stop_pieces.work_unit = stops.work_unit and stop_pieces.stop_number = stops.stop_number

),

final as (

    select
        {{ text_hash("concat_ws('|', pieces.work_unit, " ~ as_text('pieces.start_utc') ~ ")") }} as segment_id,
        pieces.*,
        coalesce(stop_pieces.kind, pieces.time_class) as bucket,
        stop_pieces.stop_id
    from pieces
    left join stop_pieces on pieces.work_unit = stop_pieces.work_unit and pieces.start_utc = stop_pieces.start_utc

)

select * from final
