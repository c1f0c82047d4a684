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
    ('south_historian', 3, 'aa77', 'south_wide.csv.gz', 'loaded', null, 12000, 12000, 0),
    ('north_erp', 2, 'bb88', 'export_20261119.csv', 'loaded', null, 121, 120, 1)
) as given (source, load_seq, file_id, file_name, status, reason, rows_read, rows_loaded, rows_rejected),
lateral (select 1000 as size_bytes, 'reader' as reader, null::timestamptz as export_time_utc,
    $as_of - interval 1 day as min_ts_utc, $as_of - interval 35 minutes as max_ts_utc, '[]' as members,
    '[]' as touched_days, $as_of - interval 25 minutes as loaded_at_utc, 1.5 as read_seconds);

create table meta.rejected_rows as
select * from (values
    ('north_historian', 7, 'export_20261119.csv', 4711, null, '=HYPERLINK("x");yesterday;12', 'the time "yesterday" is not like 2026-11-19 06:00:00'),
    ('north_historian', 7, 'export_20261119.csv', 4712, null, 'PRESS.STATE;2026-11-19', 'a line of 2 fields where 4 are expected'),
    ('north_erp', 2, 'export_20261119.csv', 12, null, 'order;due;quantity', 'the header comes again'),
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

-- Two versions: the second restated the last day of the north plant, and took the day before it away.
create table meta.publication_history as
select * from (values
    ('20261119T060000', $as_of - interval 1 day, '0.1.0', 3, 14, 0, false, false, 'first publication'),
    ($version, $as_of - interval 20 minutes, '0.1.0', 8, 2, 1, false, true,
        'the configuration changed; 2 new file(s); 1 file(s) retracted')
) as given (version, published_at_utc, code_version, last_load_seq, new_files, retracted_files, code_changed, configuration_changed, reason);

create table meta.configuration_changes as
select $version as version, $as_of - interval 20 minutes as published_at_utc, 'prices.csv' as origin,
    'housing/2026-01-01' as item, 'price' as setting, '12.5' as value_before, '13.0' as value_after;

create table meta.kpi_history as
select version, change, level, object, (select max(production_date) from oee_by_day) - days_before as production_date,
    'north' as site, 'default' as policy
from (values
    ('20261119T060000', 'first', 'site', 'north', 0),
    ('20261119T060000', 'first', 'line', 'n_l1', 0),
    ('20261119T060000', 'first', 'site', 'north', 1),
    ('20261119T060000', 'first', 'work_unit', 'press', 1),
    ($version, 'changed', 'site', 'north', 0),
    ($version, 'changed', 'work_unit', 'press', 1),
    ($version, 'removed', 'site', 'north', 1)
) as given (version, change, level, object, days_before);

-- Also a day of which the figures that are shown are as they were, and one of another loss policy.
create table meta.restated_figures as
select level, object, upper(object) as object_name,
    (select max(production_date) from oee_by_day) - days_before as production_date, policy, oee_first, oee_now,
    cost_first, cost_now, 'EUR' as currency, $as_of - interval 1 day as first_published_at_utc, $version as version,
    $as_of - interval 20 minutes as published_at_utc, oee_now is null as is_removed
from (values
    ('site', 'north', 0, 'default', 0.65, 0.7, 1000.0, 1555.0),
    ('site', 'north', 0, 'own_losses', 0.66, 0.71, 1000.0, 1555.0),
    ('site', 'north', 1, 'default', 0.7, null, 900.0, null),
    ('work_unit', 'press', 0, 'default', 0.5, 0.50000001, 300.0, 300.001),
    ('work_unit', 'press', 1, 'default', 0.5, 0.5, 300.0, 320.0)
) as given (level, object, days_before, policy, oee_first, oee_now, cost_first, cost_now);

create table meta.closed_periods as
select 'P10' as fiscal_period, date '2026-11-05' as closed_on, 'site' as level, 'north' as object, 'default' as policy,
    'oee' as figure, 0.68::double as as_closed;

create table meta.period_adjustments as
select $version as version, $as_of - interval 20 minutes as published_at_utc, 'P10' as fiscal_period, 'site' as level,
    'north' as object, given.*, '2 new file(s)' as reason
from (values
    ('default', 'availability', 0.9::double, 0.9::double, 0.91::double, 0.01::double),
    ('EUR', 'cost_low', 5000.0, 5000.0, 5100.0, 100.0),
    ('default', 'oee', 0.68, 0.68, 0.69, 0.01),
    ('own_losses', 'oee', 0.7, 0.7, 0.71, 0.01)
) as given (policy, figure, as_closed, value_before, value_after, adjustment)
