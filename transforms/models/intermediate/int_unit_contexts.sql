-- depends_on: {{ ref('stg_plant__work_units') }}
-- One row per work unit: the stretch of time that this run computes, NULL where it has no bound. Inside lie the production days
-- that the run writes (int_asked_days) and what they need to come out whole: stops, counters' intervals and operations that
-- reach over their ends. It begins where the unit was producing, as no stop reaches over that.
{% if rebuilds_everything() %}
select
    work_unit,
    cast(null as timestamptz) as context_from_utc,
    cast(null as timestamptz) as context_to_utc
from {{ ref('stg_plant__work_units') }}
{% else %}
select
    work_unit,
    context_from_utc,
    context_to_utc
from {{ source('rebuild', 'contexts') }}
{% endif %}
