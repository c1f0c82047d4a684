-- Actual against standard adds only the changeovers that have a standard; set-up that was never recorded is not taken for quick.
with changeovers as (

    select * from {{ ref('fct_changeovers') }}

)

select
    work_unit,
    line,
    site,
    from_product,
    to_product,
    count(*) as changeover_count,
    cast(sum(case when changeover_s = 0 then 1 else 0 end) as bigint) as without_setup_count,
    cast(sum(changeover_s) as decimal(18, 6)) as changeover_s,
    cast(sum(stopped_s) as decimal(18, 6)) as stopped_s,
    cast(min(changeover_s) filter (where changeover_s > 0) as decimal(18, 6)) as shortest_s,
    cast(max(changeover_s) as decimal(18, 6)) as longest_s,
    cast(sum(case when changeover_s > 0 and standard_s is not null then 1 else 0 end) as bigint) as compared_count,
    cast(sum(changeover_s) filter (where changeover_s > 0 and standard_s is not null) as decimal(18, 6)) as compared_s,
    cast(sum(cast(standard_s as decimal(18, 6))) filter (where changeover_s > 0) as decimal(18, 6)) as standard_total_s,
    {{ ratio(
        'sum(changeover_s) filter (where changeover_s > 0 and standard_s is not null)',
        'sum(cast(standard_s as decimal(18, 6))) filter (where changeover_s > 0)'
    ) }} as actual_to_standard
from changeovers
group by work_unit, line, site, from_product, to_product
