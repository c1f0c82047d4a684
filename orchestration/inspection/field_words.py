"""What columns of ERP tables are usually called, in English and German, and which entity has such columns."""

import re
from collections.abc import Sequence
from itertools import chain

from orchestration.readers.entities import ENTITIES

_WORDS: dict[str, str] = {
    "product": "product|item|itemno|material|materialno|productnumber|partno|artikel|artikelnr|artikelnummer|matnr",
    "name": "name|description|bezeichnung|itemname|productname|text",
    "unit": "unit|uom|unitofmeasure|einheit|me|mengeneinheit",
    "product_group": "productgroup|itemgroup|category|warengruppe",
    "order_id": "order|orderid|orderno|ordernumber|workorder|productionorder|auftrag|auftragsnr|fertigungsauftrag",
    "operation": "operation|operationno|opno|vorgang|arbeitsgang",
    "work_centre": "workcentre|workcenter|machine|resource|station|equipment|arbeitsplatz|maschine",
    "planned_quantity": "plannedqty|plannedquantity|orderqty|orderquantity|sollmenge|auftragsmenge",
    "planned_start_utc": "plannedstart|scheduledstart|startplanned|planstart|solltermin",
    "planned_finish_utc": "plannedfinish|plannedend|scheduledend|planende",
    "due_utc": "due|duedate|deliverydate|liefertermin|endtermin",
    "confirmation_id": "confirmation|confirmationno|rueckmeldung|rückmeldung|rueckmeldenr",
    "start_utc": "start|starttime|startdate|begin|beginn|from|von",
    "end_utc": "end|endtime|finish|ende|bis|finished|confirmedat",
    "good_quantity": "good|goodqty|yield|quantitygood|gutmenge",
    "reject_quantity": "scrap|scrapqty|rejects|rejected|ausschuss|ausschussmenge",
    "rework_quantity": "rework|reworkqty|nacharbeit",
    "scrap_reason": "scrapreason|reason|reasoncode|grund|ausschussgrund",
    "price": "price|listprice|unitprice|salesprice|preis|verkaufspreis",
    "variable_cost": "variablecost|standardcost|cost|unitcost|herstellkosten|varkosten",
    "currency": "currency|cur|waehrung|währung",
    "valid_from": "validfrom|from|startdate|gueltigab|gültigab",
    "valid_to": "validto|validuntil|to|enddate|gueltigbis|gültigbis",
    "ideal_cycle_s": "cycle|cycletime|cycleseconds|idealcycle|taktzeit|stueckzeit|stückzeit",
    "setup_s": "setup|setuptime|setupseconds|ruestzeit|rüstzeit",
    "labour_rate_per_h": "labourrate|laborrate|lohnsatz",
    "machine_rate_per_h": "machinerate|hourrate|costrate|maschinensatz|maschinenstundensatz",
    "crew": "crew|operators",
    "assembly": "assembly|parent|parentitem|productassembly|baugruppe",
    "component": "component|componentitem|child|komponente",
    "quantity": "quantity|qty|perassemblyqty|menge|anzahl",
    "maintenance_order": "maintenanceorder|workordermaintenance|instandhaltungsauftrag|iauftrag",
    "reported_utc": "reported|reportedat|gemeldet",
    "sales_order": "salesorder|kundenauftrag|verkaufsauftrag",
    "customer": "customer|kunde",
}
_CALLED = {field: frozenset(words.split("|")) for field, words in _WORDS.items()}
_FEWEST = 2
_OF_MES = "operations"


def guessed_fields(header: Sequence[str]) -> tuple[str, dict[str, str]] | None:
    """The entity that most columns are called as fields of, all that it needs among them, and field to column.

    None where there is none, and for a log of operations: that is a reader of its own (mes.event_log).
    """
    folded = {re.sub(r"[^\w]|_", "", name.lower()): name for name in reversed(header) if name}
    found: dict[str, dict[str, str]] = {}
    for name, entity in ENTITIES.items():
        if name == _OF_MES:
            continue
        columns: dict[str, str] = {}
        for field in entity.fields:
            called = next((folded[word] for word in folded if word in _CALLED.get(field, ())), None)
            if called is not None and called not in columns.values():
                columns[field] = called
        has_all = all(field in columns for field in entity.required)
        if has_all and all(set(fields) & set(columns) for fields in entity.one_of) and len(columns) >= _FEWEST:
            found[name] = columns
    if not found:
        return None
    # Of two that as many columns fit, the one that needs more is meant.
    needed = {name: [*ENTITIES[name].required, *chain.from_iterable(ENTITIES[name].one_of)] for name in found}
    best = max(found, key=lambda name: (len(found[name]), len(needed[name])))
    is_log = best == "confirmations" and "start_utc" in found[best] and "confirmation_id" not in found[best]
    return None if is_log else (best, found[best])
