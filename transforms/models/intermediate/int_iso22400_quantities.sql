-- One row per level, object, production day and ISO 22400 element that the object has, but those of time and counts, which stand
-- in int_iso22400_times. `value` is NULL where a part of it is missing.
with placed as (

    select * from {{ ref('int_iso22400_placed_quantities') }}

),

places as (

    select * from {{ ref('int_iso22400_places') }}

),

final as (

    select
        places.level,
        places.object,
        placed.production_date,
        placed.element,
        case
            when count(*) = count(placed.value) then sum(cast(placed.value as decimal(28, 9)))
        end as value,
        min(placed.unit) as first_unit,
        max(placed.unit) as last_unit
    from placed
    inner join places on placed.place_level = places.place_level and placed.place = places.place
    where
        placed.production_date is not null
        and (places.leads or not placed.leads_only)
        and (places.level = places.place_level or not placed.only_here)
    group by places.level, places.object, placed.production_date, placed.element

)

select * from final
