-- The six big losses in time and units, from the buckets of the day (they depend on no policy, so any policy's row has them).
-- A unit whose signals do not tell minor stops has them in reduced speed: the sum of the two holds either way.
with days as (

    select
        level,
        object,
        site,
        production_date,
        max(breakdown_s) as breakdown_s,
        max(changeover_s) as changeover_s,
        max(minor_stop_s) as minor_stop_s,
        max(speed_loss_s) as speed_loss_s,
        max(quality_loss_s) as quality_loss_s,
        max(good_s + quality_loss_s) as ideal_s,
        max(total_count - good_count) as not_good_count,
        max(total_count) as total_count,
        max(rated_run_s) > 0 or max(producing_s) = max(speed_loss_s + quality_loss_s + good_s) as is_rated,
        max(measured_known_busy_s) > 0 or max(known_busy_s) = 0 as is_measured,
        max(missing) as missing
    from {{ ref('oee_by_day') }}
    group by level, object, site, production_date

),

-- A line led by its constraint has its constraint's start-ups, and so have the levels above it.
startups as (

    {% for level in ['work_unit', 'line', 'area', 'site', 'enterprise'] %}
    select
        '{{ level }}' as level,
        units.{{ level }} as object,
        shifts.production_date,
        sum(shifts.startup_loss_s) as startup_loss_s,
        sum(shifts.startup_reject_count) as startup_reject_count
    from {{ ref('int_unit_shifts') }} as shifts
    inner join {{ ref('stg_plant__work_units') }} as units on shifts.work_unit = units.work_unit
    {% if level != 'work_unit' %}
    where units.line_rollup != 'constraint' or units.line_constraint = units.work_unit
    {% endif %}
    group by units.{{ level }}, shifts.production_date
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

stops as (

    select
        level,
        object,
        production_date,
        bucket,
        cast(sum(stop_count) as bigint) as stop_count
    from {{ ref('loss_by_reason') }}
    where bucket in ('breakdown', 'changeover', 'minor_stop')
    group by level, object, production_date, bucket

),

judged as (

    select
        days.*,
        case when days.is_rated then days.speed_loss_s end as reduced_speed_s,
        case when days.is_measured then coalesce(startups.startup_loss_s, 0) end as startup_loss_s,
        case when days.is_measured then days.quality_loss_s - coalesce(startups.startup_loss_s, 0) end as defect_s,
        case when days.is_measured then coalesce(startups.startup_reject_count, 0) end as startup_reject_count,
        case when days.is_measured then days.not_good_count - coalesce(startups.startup_reject_count, 0) end as defect_count
    from days
    left join startups
        on
            days.level = startups.level
            and days.object = startups.object
            and days.production_date = startups.production_date

),

losses as (

    {% for loss, bucket, seconds, count in [
        ('breakdowns', 'breakdown', 'breakdown_s', 'null'),
        ('set-up and adjustment', 'changeover', 'changeover_s', 'null'),
        ('minor stops', 'minor_stop', 'minor_stop_s', 'null'),
        ('reduced speed', '', 'reduced_speed_s', 'null'),
        ('process defects', '', 'defect_s', 'defect_count'),
        ('start-up rejects', '', 'startup_loss_s', 'startup_reject_count')
    ] %}
    select
        level,
        object,
        site,
        production_date,
        {{ loop.index }} as loss_number,
        '{{ loss }}' as loss,
        '{{ bucket }}' as bucket,
        {{ seconds }} as loss_s,
        cast({{ count }} as double) as loss_unit_count,
        total_count,
        ideal_s,
        {{ 'cast(null as varchar)' if bucket else 'missing' }} as missing
    from judged
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select
        losses.level,
        losses.object,
        losses.site,
        losses.production_date,
        cast(losses.loss_number as integer) as loss_number,
        losses.loss,
        cast(losses.loss_s as decimal(18, 6)) as loss_s,
        case when losses.bucket != '' then coalesce(stops.stop_count, 0) end as stop_count,
        losses.loss_unit_count,
        cast(losses.loss_s as double) * {{ ratio('losses.total_count', 'losses.ideal_s') }} as equivalent_unit_count,
        losses.missing,
        case when costs.level is null and losses.loss_s = 0 then 0 else costs.cost_low end as cost_low,
        case when costs.level is null and losses.loss_s = 0 then 0 else costs.cost_high end as cost_high,
        coalesce(costs.currency, max(costs.currency) over (partition by losses.level, losses.object)) as currency,
        costs.cost_missing
    from losses
    left join {{ ref('int_loss_costs') }} as costs
        on
            losses.level = costs.level
            and losses.object = costs.object
            and losses.production_date = costs.production_date
            and losses.loss_number = costs.loss_number
    left join stops
        on
            losses.level = stops.level
            and losses.object = stops.object
            and losses.production_date = stops.production_date
            and losses.bucket = stops.bucket

)

select * from final
