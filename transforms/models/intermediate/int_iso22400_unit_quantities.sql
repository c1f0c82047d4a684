{{ config(materialized='view') }}

-- One row per work unit, production day and ISO 22400 element that units have: long, so that another element is another branch.
-- `leads_only`: above the unit it counts for what leads a line, its constraint or each unit of a line without one.
with shifts as (

    select
        work_unit,
        production_date,
        sum(producing_s + changeover_s) as processing_s
    from {{ ref('int_unit_shifts') }}
    group by work_unit, production_date

),

flagged as (

    select count(*) as failure_reasons from {{ ref('stg_plant__reasons') }}
    where is_failure

),

-- Failures can only be told from other breakdowns where a reason is flagged as one; then a day without any has none.
failures as (

    select
        shifts.work_unit,
        shifts.production_date,
        count(stops.stop_id) as failures,
        count(case when not stops.is_open then stops.stop_id end) as closed_failures,
        coalesce(sum(case when not stops.is_open then stops.duration_s end), 0) as repair_s
    from shifts
    left join {{ ref('fct_stops') }} as stops
        on
            shifts.work_unit = stops.work_unit
            and shifts.production_date = stops.production_date
            and stops.is_failure
    cross join flagged
    where flagged.failure_reasons > 0
    group by shifts.work_unit, shifts.production_date

),

production as (

    select
        work_unit,
        production_date,
        sum(reject_count) as reject_count,
        sum(rework_count) as rework_count
    from {{ ref('fct_production') }}
    group by work_unit, production_date

),

planned_run as (

    select * from {{ ref('int_iso22400_planned_run') }}

),

energy as (

    select * from {{ ref('fct_energy') }}

),

quality as (

    select work_unit from {{ ref('int_unit_measures') }}
    where quality_basis != 'unmeasured'

),

rework as (

    select work_unit from {{ ref('int_unit_measures') }}
    where rework_from is not null
    union
    select work_unit from {{ ref('fct_production') }}
    where rework_count != 0

)

{% set is_judged = 'work_unit in (select work_unit from quality)' %}
{% set is_reworking = 'work_unit in (select work_unit from rework)' %}
{% for relation, element, value, leads_only, condition in [
    ('shifts', 'processing_s', 'processing_s', 'false', 'true'),
    ('failures', 'failures', 'failures', 'false', 'true'),
    ('failures', 'closed_failures', 'closed_failures', 'false', 'true'),
    ('failures', 'repair_s', 'repair_s', 'false', 'true'),
    ('planned_run', 'planned_run_s', 'planned_run_s', 'true', 'true'),
    ('production', 'scrap_of_all_units', 'reject_count', 'false', is_judged),
    ('production', 'rework_quantity', 'rework_count', 'false', is_reworking),
    ('energy', 'energy_kwh', 'energy_kwh', 'false', 'true')
] %}
select
    work_unit,
    production_date,
    '{{ element }}' as element,
    {{ value }} as value,
    {{ leads_only }} as leads_only
from {{ relation }}
where {{ condition }}
{{ 'union all' if not loop.last }}
{% endfor %}
