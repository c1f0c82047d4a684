-- What a reference stands for, `ref(kind)key` as readers write it. What it stands for may be a reference itself, such as a
-- location's to its work centre: up to three steps are followed. A table, as every entity asks it.
{{ config(materialized='table') }}

with identifiers as (

    select
        'ref(' || kind || ')' || identifier as reference,
        name
    from {{ ref('stg_lake__identifiers') }}

)

select
    first_step.reference,
    coalesce(third_step.name, second_step.name, first_step.name) as name
from identifiers as first_step
left join identifiers as second_step on first_step.name = second_step.reference
left join identifiers as third_step on second_step.name = third_step.reference
