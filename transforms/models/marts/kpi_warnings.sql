-- What flatters a figure, or makes it doubtful, by what was recorded: a row is a reason to look, not an accusation. Thresholds:
-- docs/kpis.md.
with units as (

    select * from {{ ref('stg_plant__work_units') }}

),

days as (

    select
        work_unit,
        production_date,
        sum(calendar_s - unscheduled_s - planned_s) as pbt_s,
        sum(unknown_s) as unknown_s,
        sum(unrated_s) as unrated_s,
        coalesce(sum(producing_s) filter (where is_rated), 0) as rated_run_s,
        coalesce(sum(good_s + quality_loss_s) filter (where is_rated), 0) as rated_ideal_s
    from {{ ref('int_unit_shifts') }}
    group by work_unit, production_date

),

planned_by_reason as (

    select
        segments.work_unit,
        segments.production_date,
        segments.reason,
        sum(segments.duration_s) as duration_s
    from {{ ref('fct_time_segments') }} as segments
    left join {{ ref('stg_plant__planned_stops') }} as stops
        on
            segments.work_unit = stops.work_unit
            and segments.start_utc >= stops.start_utc
            and segments.start_utc < stops.end_utc
    where segments.bucket = 'planned' and stops.work_unit is null
    group by segments.work_unit, segments.production_date, segments.reason

),

-- Demonstrated: the mean cycle of a day's uninterrupted intervals; of these the best day of each month.
demonstrated as (

    select
        work_unit,
        product,
        production_date,
        max(ideal_cycle_s) as ideal_cycle_s,
        cast(sum(duration_s) as double) / sum(unit_count) as cycle_s
    from {{ ref('cycle_time_distribution') }}
    group by work_unit, product, production_date
    having sum(unit_count) >= 30

),

best as (

    select
        *,
        row_number() over (
            partition by work_unit, product, date_trunc('month', production_date) order by cycle_s, production_date
        ) as place
    from demonstrated

),

counted as (

    select
        work_unit,
        production_date,
        sum(unknown_total_count) as in_unknown_count
    from {{ ref('fct_production') }}
    group by work_unit, production_date

),

counted_while_stopped as (

    select
        work_unit,
        production_date,
        sum(total_count) as total_count
    from {{ ref('production_by_hour') }}
    where total_count > 0 and producing_s + unknown_s = 0
    group by work_unit, production_date

),

found as (

    select
        'performance_over_one' as warning,
        work_unit,
        production_date,
        cast(null as varchar) as product,
        cast(null as varchar) as reason,
        {{ ratio('rated_ideal_s', 'rated_run_s') }} as amount,
        'performance' as amount_unit,
        'performance, oee' as moves
    from days
    where rated_ideal_s > rated_run_s

    union all

    select
        'planned_by_reason' as warning,
        work_unit,
        production_date,
        null as product,
        reason,
        cast(duration_s as double) as amount,
        's' as amount_unit,
        'pbt_s, availability, oee' as moves
    from planned_by_reason

    union all

    select
        case when ideal_cycle_s > cycle_s then 'ideal_cycle_slower_than_best' else 'ideal_cycle_never_reached' end as warning,
        work_unit,
        production_date,
        product,
        null as reason,
        ideal_cycle_s / cycle_s as amount,
        'ideal / best day' as amount_unit,
        'performance, oee' as moves
    from best
    where place = 1 and (ideal_cycle_s > 1.05 * cycle_s or ideal_cycle_s < 0.75 * cycle_s)

    union all

    select
        'long_unknown' as warning,
        work_unit,
        production_date,
        null as product,
        null as reason,
        cast(unknown_s as double) as amount,
        's' as amount_unit,
        'coverage, oee_low, oee_high' as moves
    from days
    where unknown_s > 0.1 * pbt_s

    union all

    select
        'no_ideal_cycle' as warning,
        work_unit,
        production_date,
        null as product,
        null as reason,
        cast(unrated_s as double) as amount,
        's' as amount_unit,
        'measured_share, performance, oee' as moves
    from days
    where unrated_s > 0

    union all

    select
        'counts_in_unknown_time' as warning,
        work_unit,
        production_date,
        null as product,
        null as reason,
        in_unknown_count as amount,
        'units' as amount_unit,
        'oee_low, oee_high' as moves
    from counted
    where in_unknown_count > 0

    union all

    select
        'counts_without_running' as warning,
        work_unit,
        production_date,
        null as product,
        null as reason,
        total_count as amount,
        'units' as amount_unit,
        'availability, performance' as moves
    from counted_while_stopped

    union all

    select
        'product_change_without_setup' as warning,
        work_unit,
        production_date,
        to_product as product,
        null as reason,
        cast(stopped_s as double) as amount,
        's' as amount_unit,
        'changeover_s' as moves
    from {{ ref('fct_changeovers') }}
    where changeover_s = 0

    union all

    select
        'breakdown_without_reason' as warning,
        work_unit,
        production_date,
        null as product,
        null as reason,
        cast(sum(duration_s) as double) as amount,
        's' as amount_unit,
        'loss_by_reason, mtbf, mttr' as moves
    from {{ ref('fct_stops') }}
    where kind = 'breakdown' and reason is null
    group by work_unit, production_date

)

select
    found.warning,
    found.work_unit,
    units.line,
    units.site,
    found.production_date,
    found.product,
    found.reason,
    found.amount,
    found.amount_unit,
    found.moves
from found
inner join units on found.work_unit = units.work_unit
