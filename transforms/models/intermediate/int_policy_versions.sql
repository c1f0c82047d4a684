-- One row per version of a loss policy, with the production dates for which it holds.
with versions as (

    select distinct
        policy,
        valid_from
    from {{ ref('stg_plant__loss_policies') }}

),

final as (

    select
        policy,
        valid_from,
        coalesce(
            lead(valid_from) over (partition by policy order by valid_from), cast('9999-12-31' as date)
        ) as valid_before
    from versions

)

select * from final
