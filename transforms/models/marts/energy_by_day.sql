{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

-- Energy added over units and production days, at every level. A whole without one of its units' meters has no energy per unit:
-- the units are counted, their energy is not. The enterprise's day adds all sites, also those of which no day is asked.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

measured as (

    select * from {{ ref('fct_energy') }}
    where {{ is_asked_date('production_date') }}

),

metered as (

    select distinct work_unit
    from {{ ref('stg_plant__tags') }}
    where signal in ('energy', 'power')

),

counts as (

    select
        level,
        object,
        production_date,
        max(good_count) as good_count
    from {{ ref('oee_by_day') }}
    where {{ is_asked_site_day('site', 'production_date') }}
    group by level, object, production_date

),

added as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ 'cast(null as varchar)' if level == 'enterprise' else 'max(units.site)' }} as site,
        measured.production_date,
        sum(measured.energy_kwh) as energy_kwh,
        sum(measured.producing_kwh) as producing_kwh,
        sum(measured.busy_kwh) as busy_kwh,
        sum(measured.idle_kwh) as idle_kwh,
        sum(measured.unknown_kwh) as unknown_kwh
    from measured
    inner join units on measured.work_unit = units.work_unit
    group by units.{{ level }}, measured.production_date
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

unmetered as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        {{ joined_texts("'energy of ' || units.work_unit") }} as missing
    from units
    left join metered on units.work_unit = metered.work_unit
    where metered.work_unit is null
    group by units.{{ level }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    added.level,
    added.object,
    names.object_name,
    added.site,
    added.production_date,
    cast(added.energy_kwh as decimal(18, 6)) as energy_kwh,
    cast(added.producing_kwh as decimal(18, 6)) as producing_kwh,
    cast(added.busy_kwh as decimal(18, 6)) as busy_kwh,
    cast(added.idle_kwh as decimal(18, 6)) as idle_kwh,
    cast(added.unknown_kwh as decimal(18, 6)) as unknown_kwh,
    counts.good_count,
    case when unmetered.missing is null then {{ ratio('added.busy_kwh', 'counts.good_count') }} end as energy_per_unit_kwh,
    unmetered.missing
from added
left join counts
    on
        added.level = counts.level
        and added.object = counts.object
        and added.production_date = counts.production_date
left join unmetered on added.level = unmetered.level and added.object = unmetered.object
left join {{ ref('int_objects') }} as names on added.level = names.level and added.object = names.object
where {{ is_asked_site_day('added.site', 'added.production_date') }}
