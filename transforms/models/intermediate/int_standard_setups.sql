-- The standard set-up time of each product on each work unit, with the dates for which it holds: the unit's own before its
-- line's before one for any unit, of these the newest valid one. Cut where any of a product's entries begins or ends.
with entries as (

    select
        units.work_unit,
        routings.product,
        routings.setup_s,
        coalesce(routings.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(routings.valid_to, cast('9999-12-30' as date)) as valid_to,
        case when aliases.level = 'work_unit' then 0 when aliases.level = 'line' then 1 else 2 end as distance
    from {{ ref('stg_lake__routings') }} as routings
    left join {{ ref('stg_plant__aliases') }} as aliases on routings.work_centre = aliases.alias
    inner join {{ ref('stg_plant__work_units') }} as units
        on
            routings.work_centre is null
            or (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (aliases.level = 'line' and aliases.object = units.line)
    where routings.setup_s is not null

),

cuts as (

    select
        work_unit,
        product,
        valid_from
    from entries

    union

    select
        work_unit,
        product,
        cast(valid_to + interval 1 day as date) as valid_from
    from entries

),

spans as (

    select
        *,
        lead(valid_from) over (partition by work_unit, product order by valid_from) as valid_before
    from cuts

),

ranked as (

    select
        spans.work_unit,
        spans.product,
        spans.valid_from,
        spans.valid_before,
        entries.setup_s,
        row_number() over (
            partition by spans.work_unit, spans.product, spans.valid_from
            order by entries.distance asc, entries.valid_from desc, entries.setup_s asc
        ) as preference
    from spans
    inner join entries
        on
            spans.work_unit = entries.work_unit
            and spans.product = entries.product
            and spans.valid_from >= entries.valid_from
            and spans.valid_from <= entries.valid_to

)

select
    work_unit,
    product,
    valid_from,
    valid_before,
    setup_s
from ranked
where preference = 1
