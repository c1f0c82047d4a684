-- Which source tells a work unit's state: its state tag's, its counter's or its MES log's, as configured.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

final as (
    select distinct
        units.work_unit,
        tags.source
    from units
    inner join {{ ref('stg_plant__tags') }} as tags
        on
            units.work_unit = tags.work_unit
            and (
                (units.state_from = 'tag' and tags.signal = 'state')
                or (units.state_from = 'counter' and tags.signal in ('total_count', 'good_count'))
            )

    union

    select distinct
        units.work_unit,
        operations.source
    from units
    inner join {{ ref('stg_plant__aliases') }} as aliases
        on units.work_unit = aliases.object and aliases.level = 'work_unit'
    inner join {{ ref('stg_lake__operations') }} as operations on aliases.alias = operations.work_centre
    where units.state_from = 'mes'

)

select * from final
