-- The labour that idled in each whole stop: charged once per line (int_labour_rates), and only where the contribution is not
-- already net of it; none where another unit of the line caused the stop.
select
    stops.stop_id,
    case
        when stops.caused_by is not null or parameters.contribution_net_of_labour then 0
        else labour.labour_per_h * cast(stops.duration_us as double) / 3600000000
    end as idle_labour,
    case
        when labour.work_unit is null then 'no labour rate and crew for the work unit or its line'
        else labour.missing
    end as missing
from {{ ref('int_stops') }} as stops
inner join {{ ref('int_unit_cost_parameters') }} as parameters on stops.work_unit = parameters.work_unit
left join {{ ref('int_labour_rates') }} as labour
    on stops.work_unit = labour.work_unit and stops.production_date = labour.production_date
