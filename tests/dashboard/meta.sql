-- What the run knows about itself; $as_of is the moment at which somebody looks, $version the version's name.
create table meta.publication as
select $version as version, $as_of - interval 20 minutes as published_at_utc, '0.1.0' as code_version,
    'c0ffee' as configuration_hash, 'default' as loss_policy, (select min(production_date) from oee_by_day) as data_from,
    $as_of - interval 30 minutes as data_to_utc, 41 as checks_passed, 0 as checks_failed;

create table meta.sources as
select * from (values
    ('north_historian', 'north', 'historian.delimited_long', 14, 250000, 3, $as_of - interval 35 minutes,
        $as_of - interval 25 minutes, 900.0, 93600.0),
    ('north_erp', 'north', 'erp.delimited', 2, 120, 0, $as_of - interval 3 days, $as_of - interval 3 days, 900.0, 93600.0),
    ('south_historian', 'south', 'historian.delimited_wide', 14, 180000, 0, $as_of - interval 40 minutes,
        $as_of - interval 25 minutes, 900.0, 93600.0),
    ('south_mes', 'south', 'mes.event_log', 0, 0, 0, null, null, 900.0, 93600.0)
) as given (source, site, reader, files, rows_loaded, rows_rejected, newest_data_utc, last_loaded_utc, stale_after_s,
    fresh_within_s);

create table meta.files as
select * from (values
    ('north_historian', 7, 'abc123', 'export_20261119.csv', 'loaded', null, 18003, 18000, 3),
    ('north_historian', 8, 'def456', 'export_20261118_corrupt.csv', 'quarantined',
        'The file is not text in UTF-8: byte 0xff at offset 1024. Export it again, or set the encoding of the source.',
        0, 0, 0),
    ('south_historian', 3, 'aa77', 'south_wide.csv.gz', 'loaded', null, 12000, 12000, 0)
) as given (source, load_seq, file_id, file_name, status, reason, rows_read, rows_loaded, rows_rejected),
lateral (select 1000 as size_bytes, 'reader' as reader, null::timestamptz as export_time_utc,
    $as_of - interval 1 day as min_ts_utc, $as_of - interval 35 minutes as max_ts_utc, '[]' as members,
    '[]' as touched_days, $as_of - interval 25 minutes as loaded_at_utc, 1.5 as read_seconds);

create table meta.rejected_rows as
select * from (values
    ('north_historian', 7, 'export_20261119.csv', 4711, null, '=HYPERLINK("x");yesterday;12', 'the time "yesterday" is not like 2026-11-19 06:00:00'),
    ('north_historian', 7, 'export_20261119.csv', 4712, null, 'PRESS.STATE;2026-11-19', 'a line of 2 fields where 4 are expected'),
    ('north_historian', 7, 'export_20261119.csv', 4713, null, 'PRESS.COUNT;2026-11-19 07:00:00;1O2;Good', 'the value "1O2" is not a number')
) as given (source, load_seq, file_name, row_no, member, raw, reason);

create table meta.checks as
select * from (values
    ('calendar_time_closes', 'oee_by_day', 'error', 'pass', 'residual 0 s'),
    ('rows_read_equal_loaded_plus_rejected', 'ledger', 'error', 'pass', null),
    ('coverage_is_high', 'oee_by_day', 'warn', 'warn', 'mill: 55.6 % of planned busy time known')
) as given (check_name, asset, severity, status, detail), lateral (select $as_of - interval 21 minutes as checked_at_utc);

create table meta.tag_coverage as
select * from (values
    ('north_historian', 'PRESS.STATE', 'press', 'state', 12000, 0.998, true),
    ('north_historian', 'MILL.STATE', 'mill', 'state', 9000, 0.58, true),
    ('north_historian', 'PRESS.TEMP', null, null, 86000, 1.0, false)
) as given (source, tag, work_unit, signal, samples, good_share, is_mapped),
lateral (select $as_of - interval 14 days as first_utc, $as_of - interval 35 minutes as last_utc);
