"""What elements of B2MML are called, in all of its versions: V02 to V0700.

Production… (V02 on) and Operations… (V05 on) are the schedule and performance of ISA-95 part 2, Work… and Job… (V06 on)
those of part 4. Until V0400 materials were told by MaterialProducedActual and its like, since then by MaterialActual
with a MaterialUse. Places were Location, and are HierarchyScope since V06.
"""

import re
from enum import StrEnum

NAMESPACE = re.compile(r"https?://(?:www\.)?(?:wbf|mesa)\.org/xml/b2mml(?:-v\d+)?", re.IGNORECASE)
"""`…wbf.org/xml/b2mml-v02` to `…wbf.org/xml/B2MML-V05`, `…mesa.org/xml/B2MML-V0600`, `…mesa.org/xml/B2MML` (V0700)."""

NOUNS = (
    *("ProductionSchedule", "OperationsSchedule", "WorkSchedule", "JobList"),
    *("ProductionPerformance", "OperationsPerformance", "WorkPerformance"),
)
"""Messages that are read."""

TRANSACTION = re.compile(r"(Get|Show|Process|Acknowledge|Change|Respond|Cancel|Sync)([A-Z]\w+)")
"""Root elements of messages: a verb and a noun."""

UNREAD_VERBS = {
    "Get": "asks for data",
    "Acknowledge": "answers what was sent",
    "Respond": "answers what was sent",
    "Cancel": "takes back what it names, and rows are not taken back by messages",
}
"""Verbs whose content is nobody's plan and nobody's work, and why."""


class Kind(StrEnum):
    """What an element is, whatever it is called."""

    MESSAGE = "message"
    REQUEST = "request"
    PLANNED = "planned segment"
    RESPONSE = "response"
    DONE = "reported segment"
    ACTUAL = "material that was produced or consumed"
    REQUIREMENT = "material that is to be"
    PLACE = "place"
    EQUIPMENT = "equipment"
    PERSON = "person"
    QUANTITY = "quantity"


KINDS: dict[str, Kind] = {
    **dict.fromkeys(NOUNS, Kind.MESSAGE),
    **dict.fromkeys(("ProductionRequest", "OperationsRequest", "WorkRequest"), Kind.REQUEST),
    **dict.fromkeys(("SegmentRequirement", "JobOrder"), Kind.PLANNED),
    **dict.fromkeys(("ProductionResponse", "OperationsResponse", "WorkResponse"), Kind.RESPONSE),
    **dict.fromkeys(("SegmentResponse", "JobResponse"), Kind.DONE),
    **dict.fromkeys(
        ("MaterialActual", "MaterialProducedActual", "MaterialConsumedActual", "ConsumableActual", "AssemblyActual"),
        Kind.ACTUAL,
    ),
    **dict.fromkeys(("MaterialRequirement", "MaterialProducedRequirement"), Kind.REQUIREMENT),
    **dict.fromkeys(("Location", "HierarchyScope"), Kind.PLACE),
    **dict.fromkeys(("EquipmentActual", "EquipmentRequirement"), Kind.EQUIPMENT),
    "PersonnelActual": Kind.PERSON,
    "Quantity": Kind.QUANTITY,
}

_OF_REPORTS = frozenset({Kind.DONE, Kind.ACTUAL, Kind.PLACE, Kind.EQUIPMENT, Kind.PERSON})
WITHIN: dict[Kind | None, frozenset[Kind]] = {
    None: frozenset({Kind.MESSAGE, Kind.REQUEST, Kind.PLANNED, Kind.RESPONSE, Kind.DONE}),
    Kind.MESSAGE: frozenset({Kind.REQUEST, Kind.PLANNED, Kind.RESPONSE, Kind.DONE, Kind.PLACE}),
    # A SegmentResponse within a request says what is to be reported, and reports nothing.
    Kind.REQUEST: frozenset({Kind.PLANNED, Kind.PLACE}),
    Kind.PLANNED: frozenset({Kind.PLANNED, Kind.REQUIREMENT, Kind.PLACE, Kind.EQUIPMENT}),
    Kind.RESPONSE: _OF_REPORTS,
    Kind.DONE: _OF_REPORTS,
    Kind.ACTUAL: frozenset({Kind.QUANTITY, Kind.ACTUAL}),
    Kind.REQUIREMENT: frozenset({Kind.QUANTITY}),
    Kind.PLACE: frozenset({Kind.PLACE}),
    Kind.EQUIPMENT: frozenset(),
    Kind.PERSON: frozenset(),
    Kind.QUANTITY: frozenset(),
}
"""What is looked for within what; all else with elements of its own is left out."""

RECORDS = frozenset({Kind.REQUEST, Kind.PLANNED, Kind.DONE, Kind.ACTUAL})
"""What becomes a row."""

SEGMENT_IDS = ("ProcessSegmentID", "ProductSegmentID", "OperationsSegmentID", "OperationsDefinitionID", "WorkMasterID")
"""By what a segment without an ID is known: what it is one of."""

PLAN_IDS = ("SegmentRequirementID", "JobOrderID")
"""What a reported segment calls the planned one."""

REQUEST_IDS = ("ProductionRequestID", "OperationsRequestID", "WorkRequestID")
STARTS, ENDS = ("ActualStartTime", "StartTime", "EarliestStartTime"), ("ActualEndTime", "EndTime", "LatestEndTime")
STATES = ("RequestState", "DispatchStatus")
TYPES = ("OperationsType", "WorkType")
LEVELS = ("EquipmentElementLevel", "EquipmentLevel")
PERSON_ID = "PersonID"

FIELDS = frozenset(
    (
        *("ID", "Description", "Duration", "PublishedDate", "MaterialDefinitionID", "MaterialUse", "QuantityString"),
        *("UnitOfMeasure", "EquipmentID", PERSON_ID, *SEGMENT_IDS, *PLAN_IDS, *REQUEST_IDS, *STARTS, *ENDS, *STATES),
        *(*TYPES, *LEVELS),
    )
)
"""Elements without elements of their own whose texts are read."""

USES = {
    "produced": "production",
    "material produced": "production",
    "yield produced": "production",
    "by-product produced": "co_production",
    "co-product produced": "co_production",
    "consumed": "consumption",
    "material consumed": "consumption",
    "consumable": "consumption",
}
"""MaterialUse, in small letters, to the kind of movement that it is."""

USES_BY_NAME = {
    "MaterialProducedActual": "produced",
    "MaterialProducedRequirement": "produced",
    "MaterialConsumedActual": "consumed",
    "ConsumableActual": "consumable",
}
"""MaterialUse of elements that are called by it."""

NOT_PRODUCTION = frozenset({"maintenance", "quality", "inventory"})
"""OperationsType and WorkType, in small letters, of what is no production."""

NO_WORK_CENTRES = frozenset({"enterprise", "site", "area"})
"""Levels, in small letters, above those at which work is done."""
