{{ config(materialized='view') }}

-- One row per place, period, product and characteristic measured there: what machine and process capability need, in the unit
-- of the measured value. The process's deviation is the mean of its samples' deviations, each divided by c4 of its size; beyond
-- the table c4 follows its series, to a part in 10^9. Samples of one value tell nothing of their spread.
{% set of_characteristic = 'level, object, product, characteristic, period_kind, period_start, tolerance' %}
with subgroups as (

    select
        {{ of_characteristic }},
        subgroup,
        count(z) as n,
        sum(z) as sum_z,
        sum(cast((z - mean_z) * (z - mean_z) as decimal(38, 18))) as squares,
        max(subgroup_mean_z) as mean_z,
        sqrt(
            cast(sum(cast((z - subgroup_mean_z) * (z - subgroup_mean_z) as decimal(38, 18))) as double)
            / nullif(count(z) - 1, 0)
        ) as deviation
    from {{ ref('int_iso22400_measurements') }}
    group by {{ of_characteristic }}, subgroup

),

c4_of_samples as (
    {{ iso22400_c4(100) }}

),

samples as (

    select
        subgroups.*,
        subgroups.n > 1 and subgroups.subgroup is not null as is_sample,
        coalesce(
            c4_of_samples.c4,
            1
            - 1 / (4 * cast(subgroups.n as double))
            - 7 / (32 * power(cast(subgroups.n as double), 2))
            - 19 / (128 * power(cast(subgroups.n as double), 3))
        ) as c4
    from subgroups
    left join c4_of_samples on subgroups.n = c4_of_samples.n

),

added as (

    select
        {{ of_characteristic }},
        cast(sum(sum_z) as double) / nullif(sum(n), 0) as mean,
        sqrt(cast(sum(squares) as double) / nullif(sum(n) - 1, 0)) as deviation,
        avg(case when is_sample then cast(mean_z as decimal(38, 18)) end) as process_mean,
        avg(case when is_sample then cast(deviation / c4 as decimal(38, 18)) end) as process_deviation
    from samples
    group by {{ of_characteristic }}

),

final as (

    select
        level,
        object,
        product,
        characteristic,
        period_kind,
        period_start,
        tolerance,
        least(1 - mean, mean) * tolerance as nearest_limit,
        deviation * tolerance as deviation,
        least(1 - process_mean, process_mean) * tolerance as process_nearest_limit,
        process_deviation * tolerance as process_deviation
    from added

)

select * from final
