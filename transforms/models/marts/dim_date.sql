select distinct
    production_date,
    {{ iso_year('production_date') }} as iso_year,
    {{ iso_week('production_date') }} as iso_week,
    cast(date_trunc('week', production_date) as date) as week_start,
    cast(date_trunc('month', production_date) as date) as month_start,
    {{ iso_weekday('production_date') }} as weekday
from {{ ref('stg_plant__production_days') }}
