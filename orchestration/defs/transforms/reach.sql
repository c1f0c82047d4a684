-- What `reach` asks of the build database, statement by statement; see reach.py. 9999-12-31 and 0001-01-01 stand for no bound.

-- With what is beyond the site's edge: there the time of all its units ends. The edge may also fall back, when the newest rows
-- are taken back: to the newest that remain.
create or replace temp table touched as
with edges as (
    select units.site, max(segments.end_utc) as edge_utc
    from build.marts.fct_time_segments as segments
    inner join units on segments.work_unit = units.work_unit
    group by units.site
),
remaining as (
    select source, max(last_utc) as edge_utc from build.intermediate.int_tag_days as tag_days
    where day_utc < coalesce(
        (select min(changed_days.day_utc) from changed_days where changed_days.source = tag_days.source), '9999-12-31'
    )
    group by source
    union all
    select source, max(coalesce(end_utc, start_utc)) as edge_utc from build.staging.stg_lake__operations group by source
),
site_remaining as (
    select units.site, max(remaining.edge_utc) as edge_utc
    from units
    inner join build.intermediate.int_state_sources as state_sources on units.work_unit = state_sources.work_unit
    inner join remaining on state_sources.source = remaining.source
    group by units.site
),
sites_at_edge as (
    select distinct units.site
    from touched_rows
    inner join units on touched_rows.work_unit = units.work_unit
    left join edges on units.site = edges.site
    where coalesce(touched_rows.to_utc > edges.edge_utc, true)
),
all_touched as (
    select work_unit, from_utc, to_utc from touched_rows
    union all
    select units.work_unit, least(edges.edge_utc, site_remaining.edge_utc) as from_utc, null as to_utc
    from sites_at_edge
    inner join units on sites_at_edge.site = units.site
    left join edges on units.site = edges.site
    left join site_remaining on units.site = site_remaining.site
)
select
    units.work_unit,
    units.line,
    min(coalesce(all_touched.from_utc, '0001-01-01')) as from_utc,
    max(coalesce(all_touched.to_utc, '9999-12-31')) as to_utc
from all_touched
inner join units on all_touched.work_unit = units.work_unit
group by units.work_unit, units.line;

-- From the change back: to the first stop or planned stretch since the unit produced, to the counters' samples before it, to the
-- start of bookings that last into it and stops in their time, to the first stop without a product where one may now follow; then, on the line, to the
-- start of stops that name a stop that begins there as their cause, and, where waiting is derived from neighbours, of what they have stood
-- since they produced.
create or replace temp table reached_back as
with produced as (
    select touched.work_unit, max(least(producing.end_utc, touched.from_utc)) as ts_utc
    from touched
    inner join producing on touched.work_unit = producing.work_unit and producing.start_utc < touched.from_utc
    group by touched.work_unit
),
stops as (
    select touched.work_unit, min(segments.start_utc) as ts_utc
    from touched
    left join produced on touched.work_unit = produced.work_unit
    inner join build.marts.fct_time_segments as segments
        on touched.work_unit = segments.work_unit
            and segments.start_utc >= coalesce(produced.ts_utc, '0001-01-01')
            and segments.start_utc < touched.from_utc
    where segments.bucket not in ('producing', 'unscheduled', 'unknown')
    group by touched.work_unit
),
counts as (
    select touched.work_unit, max(counted.ts_utc) filter (where counted.ts_utc < touched.from_utc) as ts_utc
    from touched
    inner join counted on touched.work_unit = counted.work_unit
    left join changed_tags on counted.source = changed_tags.source and counted.tag = changed_tags.tag
    group by touched.work_unit, touched.from_utc, counted.signal, counted.source, counted.tag, changed_tags.tag
    having max(counted.ts_utc) >= touched.from_utc or changed_tags.tag is not null
),
running as (
    select touched.work_unit, min(bookings.start_utc) as ts_utc
    from touched
    inner join bookings
        on touched.work_unit = bookings.work_unit
            and bookings.start_utc < touched.to_utc
            and bookings.end_utc >= touched.from_utc
    group by touched.work_unit
),
shared as (
    select running.work_unit, min(stops.start_utc) as ts_utc
    from running
    inner join build.marts.fct_stops as stops on running.work_unit = stops.work_unit and stops.end_utc >= running.ts_utc
    group by running.work_unit
),
-- A stop also costs what is scrapped in the start-up after it.
restarts as (
    select touched.work_unit, min(producing.start_utc) as ts_utc
    from touched
    inner join units on touched.work_unit = units.work_unit
    left join counts on touched.work_unit = counts.work_unit
    inner join producing
        on touched.work_unit = producing.work_unit
            and producing.start_utc < touched.from_utc
            and producing.start_utc >= least(touched.from_utc, counts.ts_utc) - to_seconds(units.startup_window_s)
    group by touched.work_unit
),
restarted as (
    select restarts.work_unit, max(stops.start_utc) as ts_utc
    from restarts
    inner join build.marts.fct_stops as stops
        on restarts.work_unit = stops.work_unit and stops.start_utc < restarts.ts_utc
            and stops.kind in ('breakdown', 'changeover')
    group by restarts.work_unit
),
told_products as (
    select tags.work_unit
    from build.staging.stg_plant__tags as tags
    inner join changed_tags on tags.source = changed_tags.source and tags.tag = changed_tags.tag
    where tags.signal in ('order', 'product')
    union
    select work_unit from running
),
products as (
    select touched.work_unit, max(segments.end_utc) as ts_utc
    from touched
    inner join told_products on touched.work_unit = told_products.work_unit
    left join build.marts.fct_time_segments as segments
        on touched.work_unit = segments.work_unit
            and segments.start_utc < touched.from_utc
            and segments.product is not null
    group by touched.work_unit
),
waiting as (
    select touched.work_unit, min(stops.start_utc) as ts_utc
    from touched
    inner join products on touched.work_unit = products.work_unit
    inner join build.marts.fct_stops as stops
        on touched.work_unit = stops.work_unit
            and stops.start_utc >= coalesce(products.ts_utc, '0001-01-01')
            and stops.start_utc < touched.from_utc
    group by touched.work_unit
),
lines as (
    select touched.line, min(reached.ts_utc) as ts_utc
    from (
        select work_unit, from_utc as ts_utc from touched
        union all select * from stops
        union all select * from counts
        union all select * from running
        union all select * from shared
        union all select * from restarted
        union all select * from waiting
    ) as reached
    inner join touched on reached.work_unit = touched.work_unit
    group by touched.line
),
neighbours as (
    select lines.line, lines.ts_utc as line_utc, units.work_unit, max(least(producing.end_utc, lines.ts_utc)) as produced_utc
    from lines
    inner join units on lines.line = units.line and units.derives_waiting
    left join producing on units.work_unit = producing.work_unit and producing.start_utc < lines.ts_utc
    group by lines.line, lines.ts_utc, units.work_unit
),
named as (
    select lines.line, stops.start_utc as ts_utc
    from lines
    inner join build.marts.fct_stops as stops
        on lines.line = stops.line and stops.caused_by is not null
            and stops.end_utc > lines.ts_utc and stops.start_utc < lines.ts_utc
    union all
    select neighbours.line, stops.start_utc as ts_utc
    from neighbours
    inner join build.marts.fct_stops as stops
        on neighbours.work_unit = stops.work_unit
            and stops.start_utc >= coalesce(neighbours.produced_utc, '0001-01-01')
            and stops.start_utc < neighbours.line_utc
)
select lines.line, least(lines.ts_utc, min(named.ts_utc)) as ts_utc
from lines
left join named on lines.line = named.line
group by lines.line, lines.ts_utc;

-- From the change on: until each tag of the unit has told anew (never, where one that changed tells no more), and bookings that
-- began in it have ended; then until the unit produces, and so do its neighbours where waiting is derived from them.
create or replace temp table reached_on as
with tags as (
    select
        touched.work_unit,
        coalesce(
            min(samples.ts_utc) filter (
                where samples.ts_utc >= touched.to_utc and (samples.signal = 'state' or samples.quality >= 1)
            ),
            case when changed_tags.tag is not null then cast('9999-12-31' as timestamptz) end
        ) as ts_utc
    from touched
    inner join build.intermediate.int_mapped_samples as samples on touched.work_unit = samples.work_unit
    left join changed_tags on samples.source = changed_tags.source and samples.tag = changed_tags.tag
    where touched.to_utc < '9999-12-31'
    group by touched.work_unit, touched.to_utc, samples.signal, samples.source, samples.tag, changed_tags.tag
),
told as (
    select work_unit, max(ts_utc) as ts_utc
    from (
        select work_unit, to_utc as ts_utc from touched
        union all select * from tags
        union all
        select touched.work_unit, bookings.end_utc as ts_utc
        from touched
        inner join bookings
            on touched.work_unit = bookings.work_unit
                and bookings.start_utc < touched.to_utc
                and bookings.end_utc >= touched.from_utc
    ) as instants
    group by work_unit
),
lines as (
    select touched.line, max(coalesce(until.ts_utc, '9999-12-31')) as ts_utc
    from touched
    left join (
        select told.work_unit, min(producing.start_utc) as ts_utc
        from told
        inner join producing on told.work_unit = producing.work_unit and producing.start_utc >= told.ts_utc
        group by told.work_unit
    ) as until on touched.work_unit = until.work_unit
    group by touched.line
),
neighbours as (
    select units.line, units.work_unit, coalesce(min(producing.start_utc), '9999-12-31') as ts_utc
    from lines
    inner join units on lines.line = units.line and units.derives_waiting
    left join producing on units.work_unit = producing.work_unit and producing.start_utc >= lines.ts_utc
    group by units.line, units.work_unit
)
select lines.line, greatest(lines.ts_utc, max(neighbours.ts_utc)) as ts_utc
from lines
left join neighbours on lines.line = neighbours.line
group by lines.line, lines.ts_utc;

-- The days to write: all lines whole, as stops of neighbours name each other; 28 more after the last one that a change reaches,
-- as the cost of a stop looks back on so many.
create or replace temp table asked as
with newest as (
    select site, greatest(cast(getvariable('until') as date), max(production_date)) as production_date
    from build.marts.fct_time_segments group by site
)
select
    units.work_unit,
    units.site,
    coalesce(
        max(days.production_date) filter (where days.start_utc <= reached_back.ts_utc), min(days.production_date)
    ) as from_date,
    least(
        min(days.production_date) filter (where days.end_utc > reached_on.ts_utc) + 28,
        coalesce(max(newest.production_date), cast(getvariable('until') as date))
    ) as to_date
from units
inner join reached_back on units.line = reached_back.line
inner join reached_on on units.line = reached_on.line
inner join days on units.site = days.site
left join newest on units.site = newest.site
group by units.work_unit, units.site;

create or replace temp table asked_days as
select asked.work_unit, asked.site, cast(series.day as date) as production_date
from asked
cross join lateral (select unnest(generate_series(from_date, to_date, interval 1 day)) as day) as series
order by asked.work_unit, production_date;

-- The time to compute: as the change itself, the ends of the asked days reach over stops, counters' intervals and bookings.
-- What is not asked gets an empty stretch.
create or replace temp table contexts as
with days_asked as (
    select
        asked.work_unit,
        min(days.start_utc) as from_utc,
        case when max(days.end_utc) < max(newest.end_utc) then max(days.end_utc) end as to_utc
    from asked
    inner join days on asked.site = days.site and days.production_date between asked.from_date and asked.to_date
    inner join (select site, max(end_utc) as end_utc from days group by site) as newest on asked.site = newest.site
    group by asked.work_unit
),
-- The cost of the last stops asked goes on to the end of the start-up after them.
ends as (
    select
        days_asked.work_unit,
        days_asked.from_utc,
        case when days_asked.to_utc is not null then greatest(
            days_asked.to_utc, min(producing.start_utc) + to_seconds(units.startup_window_s)
        ) end as to_utc
    from days_asked
    inner join units on days_asked.work_unit = units.work_unit
    left join producing on days_asked.work_unit = producing.work_unit and producing.start_utc >= days_asked.to_utc
    group by days_asked.work_unit, days_asked.from_utc, days_asked.to_utc, units.startup_window_s
),
reaching as (
    select
        ends.work_unit,
        max(counted.ts_utc) filter (where counted.ts_utc <= ends.from_utc) as from_utc,
        min(counted.ts_utc) filter (where counted.ts_utc >= ends.to_utc) as to_utc
    from ends
    inner join counted on ends.work_unit = counted.work_unit
    group by ends.work_unit, ends.from_utc, ends.to_utc, counted.signal, counted.source, counted.tag
    having max(counted.ts_utc) >= ends.from_utc
    union all
    select
        ends.work_unit,
        min(bookings.start_utc) filter (where bookings.start_utc < ends.from_utc) as from_utc,
        max(bookings.end_utc) filter (where bookings.end_utc > ends.to_utc and bookings.start_utc <= ends.to_utc)
            as to_utc
    from ends
    inner join bookings on ends.work_unit = bookings.work_unit and bookings.end_utc >= ends.from_utc
    group by ends.work_unit, ends.from_utc, ends.to_utc
    union all
    select ends.work_unit, null as from_utc, min(segments.start_utc) as to_utc
    from ends
    inner join build.marts.fct_time_segments as segments
        on ends.work_unit = segments.work_unit and segments.start_utc >= ends.to_utc and segments.product is not null
    group by ends.work_unit
),
wide as (
    select
        ends.work_unit,
        least(ends.from_utc, min(reaching.from_utc)) as from_utc,
        case when ends.to_utc is not null then greatest(ends.to_utc, max(reaching.to_utc)) end as to_utc
    from ends
    left join reaching on ends.work_unit = reaching.work_unit
    group by ends.work_unit, ends.from_utc, ends.to_utc
),
bounds as (
    select
        wide.work_unit,
        max(producing.start_utc) filter (where producing.start_utc <= wide.from_utc) as from_utc,
        min(producing.start_utc) filter (where producing.start_utc >= wide.to_utc) as to_utc
    from wide
    left join producing on wide.work_unit = producing.work_unit
    group by wide.work_unit
),
-- Where waiting is derived from neighbours, theirs begins before and ends after what a unit stood for.
lines as (
    select
        units.line,
        case when count(*) = count(bounds.from_utc) then min(bounds.from_utc) end as from_utc,
        case when count(*) = count(bounds.to_utc) then max(bounds.to_utc) end as to_utc
    from bounds
    inner join units on bounds.work_unit = units.work_unit
    group by units.line
    having max(case when units.derives_waiting then 1 else 0 end) = 1
),
wider as (
    select
        bounds.work_unit,
        case when lines.line is null then bounds.from_utc
            else max(producing.start_utc) filter (where producing.start_utc <= lines.from_utc) end as from_utc,
        case when lines.line is null then bounds.to_utc
            else min(producing.start_utc) filter (where producing.start_utc >= lines.to_utc) end as to_utc
    from bounds
    inner join units on bounds.work_unit = units.work_unit
    left join lines on units.line = lines.line
    left join producing on lines.line is not null and bounds.work_unit = producing.work_unit
    group by bounds.work_unit, bounds.from_utc, bounds.to_utc, lines.line
)
select
    units.work_unit,
    case when wider.work_unit is null then cast('1970-01-01' as timestamptz) else wider.from_utc end as context_from_utc,
    case when wider.work_unit is null then cast('1970-01-01' as timestamptz) else wider.to_utc end as context_to_utc
from units
left join wider on units.work_unit = wider.work_unit
order by units.work_unit;
