"""The plant's ERP as each system hands over its tables: one module a dialect, independent of the readers.

DIALECTS has every one by the name that `millrace demo --erp` takes. All tell the same plant: what is published of one
equals what is published of another.
"""

from orchestration.demo.erp import b2mml, erpnext, odoo, sap, tables
from orchestration.demo.erp.dialect import Dialect

TABLES = tables.DIALECT.name

DIALECTS: dict[str, Dialect] = {
    one.name: one for one in (tables.DIALECT, sap.DIALECT, odoo.DIALECT, erpnext.DIALECT, b2mml.DIALECT)
}
