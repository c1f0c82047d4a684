-- The published contract's tables that the dashboard reads, and their neighbours of the same shape.
create schema meta;
create table dim_work_unit (
    work_unit text, work_unit_name text, position int, line text, line_name text, area text, area_name text, site text,
    site_name text, enterprise text, enterprise_name text, time_zone text, currency text, line_rollup text,
    is_constraint boolean, is_exit boolean, state_from text, counts_from text, minor_stop_threshold_s double,
    bridge_gap_s double
);
create table dim_product (product text, product_name text, unit text, product_group text);
create table dim_shift (
    shift_id text, site text, shift text, production_date date, start_utc timestamptz, end_utc timestamptz
);
create table dim_reason (reason text, reason_name text, parent text, bucket text, is_failure boolean);
create table targets (level text, object text, kpi text, value double, valid_from date);
create table fct_time_segments (
    segment_id text, work_unit text, line text, area text, site text, start_utc timestamptz, end_utc timestamptz,
    duration_s decimal(18, 6), bucket text, state text, raw_state text, reason text, stop_id text, shift_id text,
    shift text, production_date date, order_id text, product text, is_unplanned_run boolean, policy text
);
