{{ config(materialized='view') }}

-- One row per measurement and period that it falls into, brought to its tolerance: z is 0 at the lower limit and 1 at the
-- upper, as a decimal, so that the order of rows changes no digit of a sum; a value further than a million tolerances off counts
-- as that far. The limits are those of the newest measurement in the period; NULL unless there are both.
{% set of_characteristic = 'level, object, product, characteristic, period_kind, period_start' %}
with places as (

    select distinct
        place_level,
        place,
        site
    from {{ ref('int_iso22400_places') }}

),

placed as (

    select
        aliases.level,
        aliases.object,
        coalesce(measurements.product, '') as product,
        measurements.characteristic,
        periods.period_kind,
        periods.period_start,
        measurements.ts_utc,
        measurements.measurement_key,
        measurements.subgroup,
        measurements.value,
        measurements.lower_spec_limit,
        measurements.upper_spec_limit
    from {{ ref('stg_lake__measurements') }} as measurements
    inner join {{ ref('stg_plant__aliases') }} as aliases on measurements.work_centre = aliases.alias
    inner join places
        on aliases.level = places.place_level and aliases.object = places.place
    inner join {{ ref('stg_plant__production_days') }} as days
        on places.site = days.site and measurements.ts_utc >= days.start_utc and measurements.ts_utc < days.end_utc
    inner join {{ ref('int_iso22400_periods') }} as periods on days.production_date = periods.production_date

),

limited as (

    select
        *,
        first_value(lower_spec_limit) over (
            partition by {{ of_characteristic }} order by ts_utc desc, measurement_key asc
        ) as lower_limit,
        first_value(upper_spec_limit) over (
            partition by {{ of_characteristic }} order by ts_utc desc, measurement_key asc
        ) as upper_limit
    from placed

),

scaled as (

    select
        level,
        object,
        product,
        characteristic,
        period_kind,
        period_start,
        subgroup,
        case when upper_limit > lower_limit then upper_limit - lower_limit end as tolerance,
        case
            when upper_limit > lower_limit
                then
                    cast(
                        least(greatest((value - lower_limit) / (upper_limit - lower_limit), -1000000), 1000000)
                        as decimal(38, 18)
                    )
        end as z
    from limited

),

final as (

    select
        *,
        avg(z) over (partition by {{ of_characteristic }}) as mean_z,
        avg(z) over (partition by {{ of_characteristic }}, subgroup) as subgroup_mean_z
    from scaled

)

select * from final
