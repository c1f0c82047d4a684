select
    level,
    object,
    kpi,
    cast(value as double) as value,
    valid_from
from {{ ref('stg_plant__targets') }}
