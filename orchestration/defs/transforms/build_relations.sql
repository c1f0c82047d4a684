-- The relations that `changes` and `reach` ask, over the attached build database.
create temp table units as select * from build.staging.stg_plant__work_units;
create temp table aliases as select * from build.staging.stg_plant__aliases;
create temp table days as select * from build.staging.stg_plant__production_days;
create temp table unit_sources as
    select distinct work_unit, source from build.staging.stg_plant__tags where work_unit is not null
    union
    select work_unit, source from build.intermediate.int_state_sources;
-- What is booked on a line belongs to the unit at its exit.
create temp table places as
    select aliases.alias, units.work_unit
    from aliases
    inner join units
        on (aliases.level = 'work_unit' and aliases.object = units.work_unit)
            or (aliases.level = 'line' and aliases.object = units.line and units.line_exit = units.work_unit);
-- Of before and now: operations and confirmations, whose quantities are laid onto the time between their start and finish, and
-- maintenance orders, whose cost is shared over the stops in their time.
create temp view maintenance as
    select
        work_centre,
        least(reported_utc, start_utc, finish_utc) - to_seconds(maintenance_match_s) as start_utc,
        greatest(reported_utc, start_utc, finish_utc) + to_seconds(maintenance_match_s) as end_utc
    from (
        select work_centre, reported_utc, start_utc, finish_utc from build.staging.stg_lake__maintenance_orders
        union
        select work_centre, reported_utc, start_utc, finish_utc from build.staged.maintenance_orders
    ) as known
    cross join build.staging.stg_plant__tolerances;
create temp view bookings as
    select places.work_unit, start_utc, coalesce(end_utc, '9999-12-31') as end_utc
    from (
        select work_centre, start_utc, end_utc from build.staging.stg_lake__operations
        union
        select work_centre, start_utc, end_utc from build.staged.operations
        union
        select work_centre, coalesce(start_utc, end_utc) as start_utc, end_utc from build.staging.stg_lake__confirmations
        union
        select work_centre, coalesce(start_utc, end_utc) as start_utc, end_utc from build.staged.confirmations
        union
        select work_centre, start_utc, end_utc from maintenance
    ) as known
    inner join places on known.work_centre = places.alias;
create temp view producing as
    select work_unit, start_utc, end_utc from build.marts.fct_time_segments where bucket = 'producing';
create temp view counted as
    select work_unit, signal, source, tag, ts_utc from build.intermediate.int_mapped_samples
    where signal not in ('state', 'order', 'product') and quality >= 1 and value_num is not null;
