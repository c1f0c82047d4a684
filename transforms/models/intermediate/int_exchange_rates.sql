-- One row per pair of currencies and stretch of days with one exchange rate: 1 from_currency is `rate` to_currency. Where only
-- the other direction is on file, its inverse; a currency is worth itself.
with given as (

    select
        from_currency,
        to_currency,
        rate,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        source,
        0 as is_inverse
    from {{ ref('stg_lake__exchange_rates') }}
    where rate > 0

    union all

    select
        to_currency as from_currency,
        from_currency as to_currency,
        1 / rate as rate,
        coalesce(valid_from, cast('0001-01-01' as date)) as valid_from,
        source,
        1 as is_inverse
    from {{ ref('stg_lake__exchange_rates') }}
    where rate > 0

),

ranked as (

    select
        *,
        min(is_inverse) over (partition by from_currency, to_currency) as best_direction,
        row_number() over (
            partition by from_currency, to_currency, is_inverse, valid_from order by source
        ) as preference
    from given

),

final as (

    select
        from_currency,
        to_currency,
        rate,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by from_currency, to_currency order by valid_from),
            cast('9999-12-31' as date)
        ) as valid_before
    from ranked
    where is_inverse = best_direction and preference = 1 and from_currency != to_currency

    union all

    select distinct
        currency as from_currency,
        currency as to_currency,
        cast(1 as double) as rate,
        cast('0001-01-01' as date) as valid_from,
        cast('9999-12-31' as date) as valid_before
    from {{ ref('stg_plant__work_units') }}

)

select * from final
