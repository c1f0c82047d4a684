-- Labour that idles while a work unit stops, in the site's money per hour, per production day with a stop. A unit's own crew
-- idles with it; a line's crew idles with the line's constraint, or, on a line without one, in equal shares with each unit, so
-- that it is never charged twice.
with units as (

    select
        *,
        count(*) over (partition by line) as units_of_line
    from {{ ref('stg_plant__work_units') }}

),

rates as (

    select
        aliases.level,
        aliases.object,
        rates.crew * rates.labour_rate_per_h as labour_per_h,
        rates.currency,
        rates.source,
        coalesce(rates.valid_from, cast('0001-01-01' as date)) as valid_from,
        coalesce(rates.valid_to, cast('9999-12-31' as date)) as valid_to
    from {{ ref('stg_lake__rates') }} as rates
    inner join {{ ref('stg_plant__aliases') }} as aliases on rates.work_centre = aliases.alias
    where rates.crew is not null and rates.labour_rate_per_h is not null

),

asked as (

    select distinct
        work_unit,
        production_date
    from {{ ref('int_stops') }}

),

ranked as (

    select
        asked.work_unit,
        asked.production_date,
        units.currency,
        rates.currency as rate_currency,
        case
            when rates.level = 'work_unit' then rates.labour_per_h
            when units.line_constraint is null then rates.labour_per_h / units.units_of_line
            when units.line_constraint = asked.work_unit then rates.labour_per_h
            else 0
        end as labour_per_h,
        row_number() over (
            partition by asked.work_unit, asked.production_date
            order by case when rates.level = 'work_unit' then 0 else 1 end, rates.valid_from desc, rates.source asc
        ) as preference
    from asked
    inner join units on asked.work_unit = units.work_unit
    inner join rates
        on
            asked.production_date between rates.valid_from and rates.valid_to
            and (
                (rates.level = 'work_unit' and asked.work_unit = rates.object)
                or (rates.level = 'line' and units.line = rates.object)
            )

)

select
    ranked.work_unit,
    ranked.production_date,
    ranked.labour_per_h * exchange.rate as labour_per_h,
    case
        when exchange.rate is null
            then concat('no exchange rate from ', ranked.rate_currency, ' to ', ranked.currency)
    end as missing
from ranked
left join {{ ref('int_exchange_rates') }} as exchange
    on
        ranked.rate_currency = exchange.from_currency
        and ranked.currency = exchange.to_currency
        and ranked.production_date >= exchange.valid_from
        and ranked.production_date < exchange.valid_before
where ranked.preference = 1
