-- Each KPI is one row of macros/iso22400.sql; here it is divided, and what it lacks is named.
with work_units as (

    select
        level,
        object,
        max(site) as site,
        count(distinct place) as units
    from {{ ref('int_iso22400_places') }}
    where place_level = 'work_unit'
    group by level, object

),

of_object as (

    select
        elements.*,
        case when work_units.level = 'enterprise' then null else work_units.site end as site,
        cast(null as varchar) as order_id,
        cast(null as varchar) as product,
        cast(null as varchar) as characteristic,
        work_units.units,
        parameters.mttr_adds_units
    from {{ ref('int_iso22400_elements') }} as elements
    inner join work_units on elements.level = work_units.level and elements.object = work_units.object
    cross join {{ ref('stg_plant__iso22400_parameters') }} as parameters

),

of_order as (

    select
        orders.*,
        work_units.site,
        'order' as period_kind,
        orders.production_date as period_start,
        cast(null as varchar) as product,
        cast(null as varchar) as characteristic
    from {{ ref('int_iso22400_orders') }} as orders
    inner join work_units on orders.level = work_units.level and orders.object = work_units.object

),

of_characteristic as (

    select
        of_object.level,
        of_object.object,
        of_object.site,
        of_object.period_kind,
        of_object.period_start,
        of_object.order_id,
        capability.product,
        capability.characteristic,
        {% for element in iso22400_elements_of('characteristic') %}
        capability.{{ element }}{{ ',' if not loop.last }}
        {% endfor %}
    from of_object
    left join {{ ref('int_iso22400_capability') }} as capability
        on
            of_object.level = capability.level
            and of_object.object = capability.object
            and of_object.period_kind = capability.period_kind
            and of_object.period_start = capability.period_start

),

divided as (

    {% for kpi in iso22400_kpis() %}
    {% set outer_loop = loop %}
    {% for relation in (['of_object', 'of_order'] if kpi[5] == 'order' else ['of_' ~ kpi[5]]) %}
    select
        '{{ kpi[0] }}' as kpi,
        '{{ kpi[1] }}' as iso_name,
        level,
        object,
        site,
        period_kind,
        period_start,
        order_id,
        product,
        characteristic,
        cast({{ kpi[2] }} as double) as numerator,
        cast({{ kpi[3] }} as double) as denominator,
        '{{ kpi[4] }}' as unit,
        {{ iso22400_missing(kpi) }} as missing
    from {{ relation }}
    {{ 'union all' if not (loop.last and outer_loop.last) }}
    {% endfor %}
    {% endfor %}

),

final as (

    select
        kpi,
        iso_name,
        level,
        object,
        site,
        period_kind,
        period_start,
        order_id,
        product,
        characteristic,
        numerator,
        denominator,
        case when missing is null then numerator / nullif(denominator, 0) end as value,
        unit,
        coalesce(missing, case when numerator is null or denominator = 0 then 'a divisor that is not 0 in this period' end) as missing
    from divided

)

select * from final
