with days as (

    select distinct production_date from {{ ref('stg_plant__production_days') }}

)

select
    days.production_date,
    {{ iso_year('days.production_date') }} as iso_year,
    {{ iso_week('days.production_date') }} as iso_week,
    cast(date_trunc('week', days.production_date) as date) as week_start,
    cast(date_trunc('month', days.production_date) as date) as month_start,
    {{ iso_weekday('days.production_date') }} as weekday,
    periods.fiscal_period
from days
left join {{ ref('stg_plant__fiscal_periods') }} as periods
    on days.production_date >= periods.start_date and days.production_date <= periods.end_date
