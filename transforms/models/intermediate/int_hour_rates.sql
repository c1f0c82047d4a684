-- What an hour of each work unit costs, in the site's money: its labour (crew x rate), its machine, and what is told of both; a
-- row for each stretch of production days with the same rates. A unit's own entry comes before its line's; a line's belongs to
-- the line's constraint, or, on a line without one, in equal shares to each unit, so that it is never charged twice.
{% set kinds = ['labour', 'machine'] %}
with units as (

    select
        *,
        count(*) over (partition by line) as units_of_line
    from {{ ref('stg_plant__work_units') }}

),

rates as (

    {% for kind, rate in [('labour', 'crew * labour_rate_per_h'), ('machine', 'machine_rate_per_h')] %}
    select
        '{{ kind }}' as kind,
        work_centre,
        {{ rate }} as rate_per_h,
        currency,
        source,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(cast(valid_to + interval 1 day as date), cast('9999-12-31' as date)) as valid_before
    from {{ ref('stg_lake__rates') }}
    where {{ rate }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

entries as (

    select
        units.work_unit,
        units.currency as site_currency,
        rates.kind,
        case
            when aliases.level = 'work_unit' then rates.rate_per_h
            when units.line_constraint is null then rates.rate_per_h / units.units_of_line
            when units.line_constraint = units.work_unit then rates.rate_per_h
            else 0
        end as rate_per_h,
        case when aliases.level = 'work_unit' then 0 else 1 end as distance,
        rates.currency,
        rates.source,
        rates.valid_from,
        rates.valid_before
    from rates
    inner join {{ ref('stg_plant__aliases') }} as aliases on rates.work_centre = aliases.alias
    inner join units
        on
            (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (aliases.level = 'line' and aliases.object = units.line)

),

changes as (

    select
        work_unit,
        cast('0001-01-01' as date) as valid_from
    from units

    {% for day in ['valid_from', 'valid_before'] %}
    union

    select
        work_unit,
        {{ day }} as valid_from
    from entries

    {% endfor %}
    union

    select
        entries.work_unit,
        exchange.valid_from
    from entries
    inner join {{ ref('int_exchange_rates') }} as exchange
        on entries.currency = exchange.from_currency and entries.site_currency = exchange.to_currency

),

stretches as (

    select
        work_unit,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by work_unit order by valid_from), cast('9999-12-31' as date)
        ) as valid_before
    from changes

),

ranked as (

    select
        entries.work_unit,
        stretches.valid_from,
        entries.kind,
        entries.rate_per_h * exchange.rate as rate_per_h,
        case
            when exchange.rate is null then concat('no exchange rate from ', entries.currency, ' to ', entries.site_currency)
        end as missing,
        row_number() over (
            partition by entries.work_unit, stretches.valid_from, entries.kind
            order by entries.distance asc, entries.valid_from desc, entries.source asc
        ) as preference
    from stretches
    inner join entries
        on
            stretches.work_unit = entries.work_unit
            and stretches.valid_from >= entries.valid_from
            and stretches.valid_from < entries.valid_before
    left join {{ ref('int_exchange_rates') }} as exchange
        on
            entries.currency = exchange.from_currency
            and entries.site_currency = exchange.to_currency
            and stretches.valid_from >= exchange.valid_from
            and stretches.valid_from < exchange.valid_before

),

paired as (

    select
        stretches.work_unit,
        stretches.valid_from,
        stretches.valid_before,
        units.currency,
        labour.rate_per_h as labour_per_h,
        machine.rate_per_h as machine_per_h,
        case
            when labour.work_unit is null then 'no labour rate and crew for the work unit or its line'
            else labour.missing
        end as labour_missing,
        case
            when labour.work_unit is null and machine.work_unit is null then 'no rate of an hour for the work unit or its line'
            else coalesce(labour.missing, machine.missing)
        end as missing
    from stretches
    inner join units on stretches.work_unit = units.work_unit
    {% for kind in kinds %}
    left join ranked as {{ kind }}
        on
            stretches.work_unit = {{ kind }}.work_unit
            and stretches.valid_from = {{ kind }}.valid_from
            and {{ kind }}.kind = '{{ kind }}'
            and {{ kind }}.preference = 1
    {% endfor %}

)

select
    *,
    coalesce(labour_per_h + machine_per_h, labour_per_h, machine_per_h) as rate_per_h
from paired
