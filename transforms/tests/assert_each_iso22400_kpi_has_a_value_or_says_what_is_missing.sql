-- Of each object and period all 34 KPIs are there, and each has either a value or the input that it lacks.
{{ config(meta={'dagster': {'ref': {'name': 'iso22400_kpis'}}}) }}

with kpis as (

    select * from {{ ref('iso22400_kpis') }}

)

select
    level,
    object,
    period_kind,
    period_start,
    count(distinct kpi) as kpis
from kpis
where order_id is null
group by level, object, period_kind, period_start
having count(distinct kpi) != 34

union all

select
    level,
    object,
    period_kind,
    period_start,
    0 as kpis
from kpis
where (value is null) = (missing is null)
