-- The labour that idled in each whole stop: charged once per line (int_hour_rates), and only where the contribution is not
-- already net of it; none where another unit of the line caused the stop.
select
    stops.stop_id,
    case
        when stops.caused_by is not null or parameters.contribution_net_of_labour then 0
        else rates.labour_per_h * cast(stops.duration_us as double) / 3600000000
    end as idle_labour,
    rates.labour_missing as missing
from {{ ref('int_stops') }} as stops
inner join {{ ref('int_unit_cost_parameters') }} as parameters on stops.work_unit = parameters.work_unit
inner join {{ ref('int_hour_rates') }} as rates
    on
        stops.work_unit = rates.work_unit
        and stops.production_date >= rates.valid_from
        and stops.production_date < rates.valid_before
