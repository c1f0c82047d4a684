{# The elements of ISO 22400-2 that int_iso22400_elements has as columns, and what a plant lacks where one is NULL.
   `of`: time (int_iso22400_times, for every object), booked (int_iso22400_quantities), stock, or characteristic. `people`: of
   workers, and so withheld where `too_few_people` says why. #}
{% macro iso22400_elements() -%}
    {{ return({
        'production_s': {'of': 'time', 'symbol': 'APT', 'missing': 'state of the work unit'},
        'setup_s': {'of': 'time', 'symbol': 'AUST', 'missing': 'state of the work unit'},
        'delay_s': {'of': 'time', 'symbol': 'ADET', 'missing': 'state of the work unit'},
        'planned_busy_s': {'of': 'time', 'symbol': 'PBT', 'missing': 'shifts'},
        'produced_quantity': {'of': 'time', 'symbol': 'PQ', 'missing': 'counts (total_count or good_count)'},
        'good_quantity': {'of': 'time', 'symbol': 'GQ', 'missing': 'counts of good or rejected units'},
        'scrap_quantity': {'of': 'time', 'symbol': 'SQ', 'missing': 'counts of good or rejected units'},
        'processing_s': {'of': 'booked', 'symbol': 'TTF', 'missing': 'state of the work unit'},
        'failures': {'of': 'booked', 'symbol': 'FE', 'missing': 'a reason that is a failure (reasons.csv)'},
        'closed_failures': {'of': 'booked', 'symbol': 'FE', 'missing': 'a reason that is a failure (reasons.csv)'},
        'repair_s': {'of': 'booked', 'symbol': 'TTR', 'missing': 'a reason that is a failure (reasons.csv)'},
        'planned_run_s': {'of': 'booked', 'symbol': 'PRU', 'missing': 'routings of every product made (basis routing)'},
        'scrap_of_all_units': {'of': 'booked', 'symbol': 'SQ', 'missing': 'counts of good or rejected units'},
        'first_operation_quantity': {'of': 'booked', 'symbol': 'PQ', 'missing': 'counts of the first operation'},
        'rework_quantity': {'of': 'booked', 'symbol': 'RQ', 'missing': 'counts of reworked units'},
        'energy_kwh': {'of': 'booked', 'symbol': 'E', 'missing': 'energy (a tag with the signal energy or power)'},
        'attendance_s': {'of': 'booked', 'symbol': 'APAT', 'missing': 'personnel_times', 'people': true},
        'personnel_work_s': {'of': 'booked', 'symbol': 'APWT', 'missing': 'personnel_times with work_s', 'people': true},
        'corrective_s': {'of': 'booked', 'symbol': 'CMT', 'missing': 'maintenance_orders'},
        'preventive_s': {'of': 'booked', 'symbol': 'PMT', 'missing': 'maintenance_orders'},
        'inspected_quantity': {'of': 'booked', 'symbol': 'IP', 'missing': 'inspections'},
        'first_pass_quantity': {'of': 'booked', 'symbol': 'GP', 'missing': 'inspections'},
        'consumed_quantity': {'of': 'booked', 'symbol': 'CM', 'missing': 'inventory_movements of kind consumption, all in one unit'},
        'finished_quantity': {'of': 'booked', 'symbol': 'GQ', 'missing': 'inventory_movements of kind production, all in one unit'},
        'integrated_quantity': {'of': 'booked', 'symbol': 'IGQ', 'missing': 'inventory_movements of kind production, all in one unit'},
        'production_loss_quantity': {'of': 'booked', 'symbol': 'PL', 'missing': 'inventory_movements of kind production_loss, all in one unit'},
        'storage_loss_quantity': {'of': 'booked', 'symbol': 'STL', 'missing': 'inventory_movements of kind storage_loss, all in one unit'},
        'other_loss_quantity': {'of': 'booked', 'symbol': 'OL', 'missing': 'inventory_movements of kind other_loss, all in one unit'},
        'capacity_quantity': {'of': 'booked', 'symbol': 'EPC', 'missing': 'equipment_capacities'},
        'order_execution_s': {'of': 'booked', 'symbol': 'AOET', 'missing': 'orders that ran (signal order or operations)'},
        'order_busy_s': {'of': 'booked', 'symbol': 'AUBT', 'missing': 'orders that ran (signal order or operations)'},
        'order_production_s': {'of': 'booked', 'symbol': 'APT', 'missing': 'orders that ran (signal order or operations)'},
        'order_quantity': {'of': 'booked', 'symbol': 'PQ', 'missing': 'orders that ran (signal order or operations)'},
        'order_scrap_quantity': {'of': 'booked', 'symbol': 'SQ', 'missing': 'orders with planned_scrap_quantity'},
        'planned_scrap_quantity': {'of': 'booked', 'symbol': 'PSQ', 'missing': 'orders with planned_scrap_quantity'},
        'throughput_quantity': {'of': 'stock', 'symbol': 'TH', 'missing': 'inventory_levels in one unit'},
        'average_inventory': {'of': 'stock', 'symbol': 'average inventory', 'missing': 'inventory_levels in one unit'},
        'tolerance': {'of': 'characteristic', 'symbol': 'USL - LSL', 'missing': 'measurements with both specification limits'},
        'nearest_limit': {'of': 'characteristic', 'symbol': 'USL, LSL', 'missing': 'measurements with both specification limits'},
        'deviation': {'of': 'characteristic', 'symbol': 's', 'missing': 'two or more measurements'},
        'process_nearest_limit': {'of': 'characteristic', 'symbol': 'USL, LSL', 'missing': 'measurements with subgroups of two or more'},
        'process_deviation': {'of': 'characteristic', 'symbol': 'sigma', 'missing': 'measurements with subgroups of two or more'},
    }) }}
{%- endmacro %}

{# The elements of one origin, in order. #}
{% macro iso22400_elements_of(origin) -%}
    {%- set found = [] -%}
    {%- for name, element in iso22400_elements().items() if element.of == origin -%}
        {%- do found.append(name) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# The 34 KPIs, each in one row: name, ISO's name, numerator and denominator in elements, unit, what it needs, and for what:
   object (each object and period), order (each order besides), or characteristic. Another KPI is another row. Durations in hours
   where the value has a unit of time. `mttr_adds_units` and `units` are columns beside the elements. #}
{% macro iso22400_kpis() -%}
    {%- set busy = 'production_s + setup_s + delay_s' -%}
    {%- set processing = 'production_s + setup_s' -%}
    {{ return([
        ['worker_efficiency', 'Worker efficiency', 'personnel_work_s', 'attendance_s', '1', 'object'],
        ['allocation_ratio', 'Allocation ratio', 'order_busy_s', 'order_execution_s', '1', 'order'],
        ['throughput_rate', 'Throughput rate', 'order_quantity', 'order_execution_s / 3600', '1/h', 'order'],
        ['allocation_efficiency', 'Allocation efficiency', busy, 'planned_busy_s', '1', 'object'],
        ['utilization_efficiency', 'Utilization efficiency', 'production_s', busy, '1', 'object'],
        ['iso_oee_index', 'Overall equipment effectiveness index', 'planned_run_s * good_quantity / nullif(produced_quantity, 0)', 'planned_busy_s', '1', 'object'],
        ['iso_nee_index', 'Net equipment effectiveness index', '(' ~ processing ~ ') * planned_run_s / nullif(production_s, 0) * good_quantity / nullif(produced_quantity, 0)', 'planned_busy_s', '1', 'object'],
        ['iso_availability', 'Availability', 'production_s', 'planned_busy_s', '1', 'object'],
        ['effectiveness', 'Effectiveness', 'planned_run_s', 'production_s', '1', 'object'],
        ['quality_ratio', 'Quality ratio', 'good_quantity', 'produced_quantity', '1', 'object'],
        ['setup_ratio', 'Set-up ratio', 'setup_s', processing, '1', 'object'],
        ['technical_efficiency', 'Technical efficiency', 'production_s', 'production_s + delay_s', '1', 'object'],
        ['production_process_ratio', 'Production process ratio', 'order_production_s', 'order_execution_s', '1', 'order'],
        ['actual_to_planned_scrap_ratio', 'Actual to planned scrap ratio', 'order_scrap_quantity', 'planned_scrap_quantity', '1', 'order'],
        ['first_pass_yield', 'First pass yield', 'first_pass_quantity', 'inspected_quantity', '1', 'object'],
        ['scrap_ratio', 'Scrap ratio', 'scrap_quantity', 'produced_quantity', '1', 'object'],
        ['rework_ratio', 'Rework ratio', 'rework_quantity', 'produced_quantity', '1', 'object'],
        ['fall_off_ratio', 'Fall-off ratio', 'scrap_of_all_units', 'first_operation_quantity', '1', 'object'],
        ['machine_capability', 'Machine capability index', 'tolerance', '6 * deviation', '1', 'characteristic'],
        ['critical_machine_capability', 'Critical machine capability index', 'nearest_limit', '3 * deviation', '1', 'characteristic'],
        ['process_capability', 'Process capability index', 'tolerance', '6 * process_deviation', '1', 'characteristic'],
        ['critical_process_capability', 'Critical process capability index', 'process_nearest_limit', '3 * process_deviation', '1', 'characteristic'],
        ['comprehensive_energy_consumption', 'Comprehensive energy consumption', 'energy_kwh', 'produced_quantity', 'kWh', 'object'],
        ['inventory_turns', 'Inventory turns', 'throughput_quantity', 'average_inventory', '1', 'object'],
        ['finished_goods_ratio', 'Finished goods ratio', 'finished_quantity', 'consumed_quantity', '1', 'object'],
        ['integrated_goods_ratio', 'Integrated goods ratio', 'integrated_quantity', 'consumed_quantity', '1', 'object'],
        ['production_loss_ratio', 'Production loss ratio', 'production_loss_quantity', 'consumed_quantity', '1', 'object'],
        ['storage_and_transport_loss_ratio', 'Storage and transportation loss ratio', 'storage_loss_quantity', 'consumed_quantity', '1', 'object'],
        ['other_loss_ratio', 'Other loss ratio', 'other_loss_quantity', 'consumed_quantity', '1', 'object'],
        ['equipment_load_ratio', 'Equipment load ratio', 'produced_quantity', 'capacity_quantity', '1', 'object'],
        ['iso_mtbf', 'Mean operating time between failures', '(processing_s + repair_s) / 3600', 'failures + units', 'h', 'object'],
        ['iso_mttf', 'Mean time to failure', 'processing_s / 3600', 'failures + units', 'h', 'object'],
        ['iso_mttr', 'Mean time to repair', 'repair_s / 3600', 'closed_failures + units * mttr_adds_units', 'h', 'object'],
        ['corrective_maintenance_ratio', 'Corrective maintenance ratio', 'corrective_s', 'corrective_s + preventive_s', '1', 'object'],
    ]) }}
{%- endmacro %}

{# What must not be 0 where the divisor, failures + units, never is: the mean of nothing is not 0 hours. Element to what is lacking. #}
{% macro iso22400_nothing_to_average(kpi) -%}
    {{ return({
        'iso_mtbf': {'processing_s': 'operating time in this period'},
        'iso_mttf': {'processing_s': 'operating time in this period'},
        'iso_mttr': {'closed_failures': 'a repaired failure in this period'},
    }.get(kpi, {})) }}
{%- endmacro %}

{# The names of the inputs that a KPI lacks, joined by '; '; NULL where it lacks none. #}
{% macro iso22400_missing(kpi) -%}
    {%- set inputs = {} -%}
    {%- set of_people = [] -%}
    {%- for name, element in iso22400_elements().items() if name in (kpi[2] ~ ' ' ~ kpi[3]).replace('(', ' ').replace(')', ' ').replace(',', ' ').split() -%}
        {%- do of_people.append(name) if element.people -%}
        {%- do inputs.setdefault(element.missing, []).append(
            name ~ ' is null' ~ (' and too_few_people is null' if element.people else '')
        ) -%}
    {%- endfor -%}
    {%- for element, label in iso22400_nothing_to_average(kpi[0]).items() -%}
        {%- do inputs.setdefault(label, []).append(element ~ ' = 0') -%}
    {%- endfor -%}
    nullif(concat_ws('; '{{ ', too_few_people' if of_people }}{% for label, tests in inputs.items() %}, case when {{ tests | join(' or ') }} then '{{ label }}' end{% endfor %}), '')
{%- endmacro %}
