-- One row per site and stretch of production days with one price of energy, in the site's currency.
select
    site,
    valid_from,
    coalesce(lead(valid_from) over (partition by site order by valid_from), cast('9999-12-31' as date)) as valid_before,
    price_per_kwh
from {{ ref('stg_plant__energy_prices') }}
