-- One row per level, object and period (day, week, month), with the elements of ISO 22400-2 as columns. An element is NULL where
-- the object does not have its input, or has it of too few people; where it has, a period without any booking has 0.
{% set booked = iso22400_elements_of('booked') %}
{% set times = iso22400_elements_of('time') %}
{% set stock = iso22400_elements_of('stock') %}
{% set movements = [
    'consumed_quantity', 'finished_quantity', 'integrated_quantity', 'production_loss_quantity', 'storage_loss_quantity',
    'other_loss_quantity'
] %}
with periods as (

    select * from {{ ref('int_iso22400_periods') }}

),

quantities as (

    select * from {{ ref('int_iso22400_quantities') }}

),

times as (

    select
        times.level,
        times.object,
        periods.period_kind,
        periods.period_start,
        {% for element in times %}
        case
            when count(*) = count(times.{{ element }}) then sum(times.{{ element }})
        end as {{ element }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_iso22400_times') }} as times
    inner join periods on times.production_date = periods.production_date
    group by times.level, times.object, periods.period_kind, periods.period_start

),

booked as (

    select
        quantities.level,
        quantities.object,
        periods.period_kind,
        periods.period_start,
        {% for element in booked %}
        sum(case when quantities.element = '{{ element }}' then quantities.value end) as {{ element }},
        count(
            case when quantities.element = '{{ element }}' and quantities.value is null then 1 end
        ) as {{ element }}_gaps,
        {% endfor %}
        min(
            case when quantities.element in ('{{ movements | join("', '") }}') then quantities.first_unit end
        ) as first_unit,
        max(
            case when quantities.element in ('{{ movements | join("', '") }}') then quantities.last_unit end
        ) as last_unit
    from quantities
    inner join periods on quantities.production_date = periods.production_date
    group by quantities.level, quantities.object, periods.period_kind, periods.period_start

),

known as (

    select
        level,
        object,
        {% for element in booked %}
        max(case when element = '{{ element }}' then 1 else 0 end) as has_{{ element }}{{ ',' if not loop.last }}
        {% endfor %}
    from quantities
    group by level, object

),

final as (

    select
        times.level,
        times.object,
        times.period_kind,
        times.period_start,
        {% for element in times %}
        cast(times.{{ element }} as double) as {{ element }},
        {% endfor %}
        {% for element in booked %}
        case
            when known.has_{{ element }} = 1 and coalesce(booked.{{ element }}_gaps, 0) = 0
                {{ 'and coalesce(booked.first_unit = booked.last_unit, true)' if element in movements }}
                {{ 'and people.too_few_people is null' if iso22400_elements()[element].people }}
                then cast(coalesce(booked.{{ element }}, 0) as double)
        end as {{ element }},
        {% endfor %}
        {% for element in stock %}
        cast(stock.{{ element }} as double) as {{ element }},
        {% endfor %}
        people.too_few_people
    from times
    left join known on times.level = known.level and times.object = known.object
    left join booked
        on
            times.level = booked.level
            and times.object = booked.object
            and times.period_kind = booked.period_kind
            and times.period_start = booked.period_start
    left join {{ ref('int_iso22400_inventory') }} as stock
        on
            times.level = stock.level
            and times.object = stock.object
            and times.period_kind = stock.period_kind
            and times.period_start = stock.period_start
    left join {{ ref('int_iso22400_people') }} as people
        on
            times.level = people.level
            and times.object = people.object
            and times.period_kind = people.period_kind
            and times.period_start = people.period_start

)

select * from final
