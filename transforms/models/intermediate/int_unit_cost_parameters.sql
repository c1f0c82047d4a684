-- What a lost unit of each work unit's output costs: a sale lost at the constraint of a sold-out line, else as configured.
select
    units.work_unit,
    units.currency,
    case
        when units.line_sold_out and units.line_constraint = units.work_unit then 1
        else parameters.constraint_factor
    end as constraint_factor,
    parameters.recovery_share,
    parameters.recovery_premium,
    parameters.contribution_net_of_labour
from {{ ref('stg_plant__work_units') }} as units
inner join {{ ref('stg_plant__cost_parameters') }} as parameters on units.line = parameters.line
