{# The lake's entities that are known by a business key (orchestration.readers.entities). Products, orders and what belongs to
   them are one over all sources; what has a validity is kept apart by source, as one source may give prices and another
   costs. #}
{% macro lake_entity(entity) %}
{% set entities = {
    'products': {
        'key': ['product'],
        'columns': ['product', 'name', 'unit', 'product_group'],
    },
    'product_revisions': {
        'key': ['product', 'revision', 'valid_from'],
        'columns': ['product', 'revision', 'change_number', 'description', 'valid_from', 'valid_to'],
    },
    'units_of_measure': {
        'key': ['unit'],
        'columns': ['unit', 'name', 'dimension'],
    },
    'unit_conversions': {
        'key': ['source', 'product', 'from_unit', 'to_unit'],
        'columns': ['product', 'from_unit', 'to_unit', 'factor'],
    },
    'bill_of_materials': {
        'key': ['source', 'assembly', 'component', 'valid_from'],
        'columns': ['assembly', 'component', 'quantity', 'unit', 'valid_from', 'valid_to'],
    },
    'inventory_levels': {
        'key': ['source', 'product', 'work_centre', 'ts_utc'],
        'columns': ['product', 'work_centre', 'ts_utc', 'quantity', 'unit'],
    },
    'work_centres': {
        'key': ['source', 'work_centre', 'valid_from'],
        'columns': ['work_centre', 'name', 'parent_work_centre', 'cost_centre', 'valid_from', 'valid_to'],
    },
    'identifiers': {
        'key': ['kind', 'identifier'],
        'columns': ['kind', 'identifier', 'name'],
    },
    'routings': {
        'key': ['source', 'product', 'work_centre', 'operation', 'basis', 'valid_from'],
        'columns': [
            'product', 'work_centre', 'operation', 'ideal_cycle_s', 'setup_s', 'variable_cost', 'currency', 'basis',
            'valid_from', 'valid_to'
        ],
    },
    'equipment_capacities': {
        'key': ['source', 'work_centre', 'valid_from'],
        'columns': ['work_centre', 'capacity_per_h', 'valid_from', 'valid_to'],
    },
    'orders': {
        'key': ['order_id'],
        'columns': [
            'order_id', 'product', 'work_centre', 'planned_quantity', 'planned_scrap_quantity', 'unit',
            'planned_start_utc', 'planned_finish_utc', 'due_utc', 'order_status', 'customer', 'sales_order',
            'revision'
        ],
    },
    'order_operations': {
        'key': ['order_id', 'operation'],
        'columns': [
            'order_id', 'operation', 'work_centre', 'description', 'planned_quantity', 'unit', 'planned_setup_s',
            'planned_run_s', 'planned_start_utc', 'planned_finish_utc'
        ],
    },
    'scrap_reasons': {
        'key': ['scrap_reason'],
        'columns': ['scrap_reason', 'name'],
    },
    'maintenance_orders': {
        'key': ['source', 'maintenance_order'],
        'columns': [
            'maintenance_order', 'work_centre', 'kind', 'reported_utc', 'start_utc', 'finish_utc', 'labour_h',
            'labour_cost', 'parts_cost', 'currency', 'description'
        ],
    },
    'maintenance_notifications': {
        'key': ['source', 'notification'],
        'columns': [
            'notification', 'maintenance_order', 'work_centre', 'kind', 'reported_utc', 'malfunction_start_utc',
            'malfunction_end_utc', 'reported_reason', 'description'
        ],
    },
    'service_tickets': {
        'key': ['source', 'ticket'],
        'columns': [
            'ticket', 'work_centre', 'maintenance_order', 'provider', 'priority', 'reported_utc', 'responded_utc',
            'repaired_utc', 'agreed_response_s', 'agreed_repair_s'
        ],
    },
    'prices': {
        'key': ['source', 'product', 'valid_from'],
        'columns': [
            'product', 'valid_from', 'valid_to', 'price', 'variable_cost', 'salvage_value', 'rework_cost', 'currency'
        ],
    },
    'standard_costs': {
        'key': ['source', 'product', 'cost_component', 'valid_from'],
        'columns': ['product', 'cost_component', 'standard_cost', 'unit', 'currency', 'valid_from', 'valid_to'],
    },
    'rates': {
        'key': ['source', 'work_centre', 'valid_from'],
        'columns': [
            'work_centre', 'labour_rate_per_h', 'machine_rate_per_h', 'crew', 'currency', 'valid_from', 'valid_to'
        ],
    },
    'energy_tariffs': {
        'key': ['source', 'work_centre', 'carrier', 'valid_from'],
        'columns': ['work_centre', 'carrier', 'price_per_kwh', 'currency', 'valid_from', 'valid_to'],
    },
    'exchange_rates': {
        'key': ['source', 'from_currency', 'to_currency', 'valid_from'],
        'columns': ['from_currency', 'to_currency', 'rate', 'valid_from'],
    },
    'sales_orders': {
        'key': ['sales_order', 'product'],
        'columns': ['sales_order', 'customer', 'product', 'quantity', 'unit', 'requested_utc'],
    },
} %}
{% if entity not in entities %}
    {{ exceptions.raise_compiler_error("lake_entity: no business key is known for '" ~ entity ~ "'; add it to the macro.") }}
{% endif %}
{{ return(entities[entity]) }}
{% endmacro %}
