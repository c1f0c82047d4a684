"""Tables of Odoo (17 and 18, PostgreSQL) and ERPNext (15, MariaDB), filled by the demo plant.

Names and types of the columns that a plant needs are as the programs make them.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from orchestration.demo.it_extracts import planned_orders, planned_quantity
from orchestration.demo.plant_description import PRODUCTS, Site
from orchestration.demo.simulation import Simulation

Run = Callable[[str, Sequence[Any]], Any]

CHANGED = datetime(2026, 3, 1, 8)  # noqa: DTZ001 - as the columns have it

ODOO = """
create table product_category (
    id serial primary key, name varchar not null, complete_name varchar, write_date timestamp);
create table uom_uom (id serial primary key, name jsonb not null, active boolean, write_date timestamp);
create table product_template (
    id serial primary key, name jsonb not null, default_code varchar, categ_id integer not null,
    uom_id integer not null, list_price numeric, type varchar, active boolean, create_date timestamp,
    write_date timestamp);
create table product_product (
    id serial primary key, product_tmpl_id integer not null, default_code varchar, barcode varchar, active boolean,
    create_date timestamp, write_date timestamp);
create table mrp_workcenter (
    id serial primary key, resource_id integer not null, name varchar, code varchar, active boolean,
    time_efficiency double precision, costs_hour double precision, time_start double precision,
    time_stop double precision, oee_target double precision, company_id integer, working_state varchar,
    write_date timestamp);
create table mrp_production (
    id serial primary key, name varchar, product_id integer not null, product_qty numeric not null,
    product_uom_id integer not null, qty_producing numeric, product_uom_qty double precision, bom_id integer,
    state varchar, date_start timestamp not null, date_finished timestamp, date_deadline timestamp, origin varchar,
    user_id integer, company_id integer not null, create_date timestamp, write_date timestamp);
create table mrp_workorder (
    id serial primary key, name varchar not null, production_id integer not null, workcenter_id integer not null,
    product_id integer, operation_id integer, state varchar, date_start timestamp, date_finished timestamp,
    duration_expected numeric, duration double precision, qty_produced numeric, costs_hour double precision,
    create_date timestamp, write_date timestamp);
create table mrp_workcenter_productivity_loss (
    id serial primary key, name jsonb not null, sequence integer, manual boolean, loss_id integer, loss_type varchar,
    write_date timestamp);
create table mrp_workcenter_productivity (
    id serial primary key, workcenter_id integer not null, workorder_id integer, company_id integer not null,
    user_id integer, loss_id integer not null, loss_type varchar, description text, date_start timestamp not null,
    date_end timestamp, duration double precision, create_date timestamp, write_date timestamp);
insert into product_category (id, name) values (1, 'brackets');
insert into uom_uom (id, name) values (1, '{"en_US": "Units", "de_DE": "Stück"}');
insert into mrp_workcenter_productivity_loss (id, name, loss_type) values
    (1, '{"en_US": "Fully Productive Time"}', 'productive'), (2, '{"en_US": "Equipment Failure"}', 'availability');
"""

_STANDARD = """name varchar(140) not null primary key, creation datetime(6), modified datetime(6),
    modified_by varchar(140), owner varchar(140), docstatus int(1) not null default 0, idx int(8) not null default 0"""
_CHILD = f"{_STANDARD}, parent varchar(140), parentfield varchar(140), parenttype varchar(140)"
_QUANTITY = "decimal(21,9) not null default 0"

ERPNEXT = f"""
create table `tabItem` ({_STANDARD}, item_code varchar(140), item_name varchar(140), item_group varchar(140),
    stock_uom varchar(140), disabled int(1) not null default 0);
create table `tabWorkstation` ({_STANDARD}, workstation_name varchar(140), hour_rate_labour {_QUANTITY},
    hour_rate {_QUANTITY}, holiday_list varchar(140));
create table `tabWork Order` ({_STANDARD}, naming_series varchar(140), status varchar(140),
    production_item varchar(140), bom_no varchar(140), company varchar(140), qty {_QUANTITY},
    produced_qty {_QUANTITY}, process_loss_qty {_QUANTITY},
    planned_start_date datetime(6), planned_end_date datetime(6), actual_start_date datetime(6),
    actual_end_date datetime(6), expected_delivery_date date, stock_uom varchar(140));
create table `tabJob Card` ({_STANDARD}, work_order varchar(140), workstation varchar(140), operation varchar(140),
    production_item varchar(140), for_quantity {_QUANTITY}, total_completed_qty {_QUANTITY},
    process_loss_qty {_QUANTITY}, total_time_in_mins {_QUANTITY}, status varchar(140), actual_start_date datetime(6),
    actual_end_date datetime(6));
create table `tabJob Card Time Log` ({_CHILD}, employee varchar(140), from_time datetime(6), to_time datetime(6),
    time_in_mins {_QUANTITY}, completed_qty {_QUANTITY}, operation varchar(140));
create table `tabDowntime Entry` ({_STANDARD}, workstation varchar(140), operator varchar(140), from_time datetime(6),
    to_time datetime(6), downtime {_QUANTITY}, stop_reason varchar(140), more_details text);
create table `tabBOM` ({_STANDARD}, item varchar(140), quantity {_QUANTITY}, is_active int(1), is_default int(1));
create table `tabBOM Operation` ({_CHILD}, operation varchar(140), workstation varchar(140), time_in_mins {_QUANTITY},
    hour_rate {_QUANTITY}, batch_size int(11));
"""


def utc(at: int) -> datetime:
    """An instant as Odoo stores it: UTC without a zone."""
    return datetime.fromtimestamp(at, UTC).replace(tzinfo=None)


def fill_odoo(run: Run, sim: Simulation, site: Site) -> None:
    """The site's products, work centres, orders, work orders (its confirmations) and time logs (its bookings)."""
    products = {product.product: number for number, product in enumerate(PRODUCTS, 1)}
    for product in PRODUCTS:
        number = products[product.product]
        run(
            "insert into product_template (id, name, categ_id, uom_id, active, write_date) "
            "values (%s, jsonb_build_object('en_US', %s::text), 1, 1, true, %s)",
            (number, product.name, CHANGED),
        )
        run("insert into product_product (id, product_tmpl_id, default_code, active, write_date) "
            "values (%s, %s, %s, true, %s)", (number, number, product.product, CHANGED))  # fmt: skip
    centres = {alias: number for number, alias in enumerate(sorted(_aliases(site)), 1)}
    for alias, number in centres.items():
        run("insert into mrp_workcenter (id, resource_id, name, code, active, costs_hour, write_date) "
            "values (%s, %s, %s, %s, true, 42.5, %s)", (number, number, alias.title(), alias, CHANGED))  # fmt: skip
    orders: dict[str, int] = {}
    for number, (_, order, start, finish, due) in enumerate(planned_orders(sim, site), 1):
        orders[order.order] = number
        run("insert into mrp_production (id, name, product_id, product_qty, product_uom_id, state, date_start, "
            "date_finished, date_deadline, company_id, write_date) "
            "values (%s, %s, %s, %s, 1, 'progress', %s, %s, %s, 1, %s)",
            (number, order.order, products[order.product], planned_quantity(order), utc(start), utc(finish), utc(due),
             CHANGED))  # fmt: skip
    for number, told in enumerate(_confirmed(sim, site), 1):
        run("insert into mrp_workorder (id, name, production_id, workcenter_id, state, date_start, date_finished, "
            "qty_produced, write_date) values (%s, 'Make', %s, %s, 'done', %s, %s, %s, %s)",
            (number, orders[told.order], centres[told.work_centre], utc(told.start), utc(told.end), told.good,
             CHANGED))  # fmt: skip
        run("insert into mrp_workcenter_productivity (id, workcenter_id, workorder_id, company_id, user_id, loss_id, "
            "loss_type, date_start, date_end, write_date) values (%s, %s, %s, 1, 7, 1, 'productive', %s, %s, %s)",
            (number, centres[told.work_centre], number, utc(told.start), utc(told.end), CHANGED))  # fmt: skip


def fill_erpnext(run: Run, sim: Simulation, site: Site) -> None:
    """The same as ERPNext has it, in the local time of the site."""
    zone = ZoneInfo(site.zone)

    def local(at: int) -> datetime:
        return datetime.fromtimestamp(at, zone).replace(tzinfo=None)

    for product in PRODUCTS:
        run("insert into `tabItem` (name, item_code, item_name, item_group, stock_uom, modified) "
            "values (%s, %s, %s, %s, 'Nos', %s)",
            (product.product, product.product, product.name, product.group, CHANGED))  # fmt: skip
        run("insert into `tabBOM` (name, docstatus, item, quantity, is_active, is_default, modified) "
            "values (%s, 1, %s, 10, 1, 1, %s)", (f"BOM-{product.product}-001", product.product, CHANGED))  # fmt: skip
        run("insert into `tabBOM Operation` (name, parent, workstation, operation, time_in_mins, modified) "
            "values (%s, %s, %s, 'Make', 5, %s)",
            (f"op{product.product}", f"BOM-{product.product}-001", min(_aliases(site)), CHANGED))  # fmt: skip
    for alias in _aliases(site):
        run("insert into `tabWorkstation` (name, workstation_name, hour_rate, modified) values (%s, %s, 42.5, %s)",
            (alias, alias, CHANGED))  # fmt: skip
    for _, order, start, finish, _ in planned_orders(sim, site):
        run("insert into `tabWork Order` (name, docstatus, status, production_item, qty, planned_start_date, "
            "planned_end_date, modified) values (%s, 1, 'In Process', %s, %s, %s, %s, %s)",
            (order.order, order.product, planned_quantity(order), local(start), local(finish), CHANGED))  # fmt: skip
    for number, told in enumerate(_confirmed(sim, site), 1):
        card = f"PO-JOB{number:05}"
        run("insert into `tabJob Card` (name, docstatus, work_order, workstation, operation, production_item, "
            "total_completed_qty, process_loss_qty, actual_start_date, actual_end_date, modified) "
            "values (%s, 1, %s, %s, 'Make', %s, %s, %s, %s, %s, %s)",
            (card, told.order, told.work_centre, told.product, told.good, told.reject, local(told.start),
             local(told.end), CHANGED))  # fmt: skip
        run("insert into `tabJob Card Time Log` (name, parent, parenttype, employee, from_time, to_time, "
            "completed_qty, modified) values (%s, %s, 'Job Card', %s, %s, %s, %s, %s)",
            (f"log{number}", card, told.worker, local(told.start), local(told.end), told.good, CHANGED))  # fmt: skip
    run("insert into `tabDowntime Entry` (name, workstation, operator, from_time, to_time, stop_reason, modified) "
        "values ('DT-1', %s, 'HR-EMP-1', '2026-03-02 08:00:00', '2026-03-02 08:45:00', 'Machine malfunction', %s)",
        (min(_aliases(site)), CHANGED))  # fmt: skip


def _aliases(site: Site) -> set[str]:
    return {line.alias for line in site.lines} | {unit.alias for line in site.lines for unit in line.units}


def _confirmed(sim: Simulation, site: Site) -> list[Any]:
    """Confirmations of the site's orders; reversals, which neither program has, left out."""
    known = {order.order for _, order, *_ in planned_orders(sim, site)}
    return [told for told in sim.confirmations if told.order in known and not told.reverses]
