-- For each starved stop the stop of a unit before it in its line, for each blocked one of a unit after it, that overlaps it
-- longest: that stop carries the cost. None is named where the other unit did not stop but was slow: its speed loss is the cost.
with stops as (

    select
        stops.*,
        units.line,
        units.position
    from {{ ref('int_stops') }} as stops
    inner join {{ ref('stg_plant__work_units') }} as units on stops.work_unit = units.work_unit

),

ranked as (

    select
        stops.stop_id,
        causes.stop_id as caused_by_stop_id,
        row_number() over (
            partition by stops.stop_id
            order by
                {{ us_between('greatest(stops.start_utc, causes.start_utc)', 'least(stops.end_utc, causes.end_utc)') }} desc,
                causes.stop_id
        ) as preference
    from stops
    inner join stops as causes
        on
            stops.line = causes.line
            and (
                (stops.caused_by = 'upstream' and stops.position > causes.position)
                or (stops.caused_by = 'downstream' and stops.position < causes.position)
            )
            and stops.start_utc < causes.end_utc
            and stops.end_utc > causes.start_utc
    where causes.caused_by is null

)

select
    stop_id,
    caused_by_stop_id
from ranked
where preference = 1
