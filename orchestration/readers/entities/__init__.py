"""The canonical tables of the IT side, after ISA-95: material, production, quality, maintenance, money, sales."""

from orchestration.readers.entities.entity import Entity
from orchestration.readers.entities.maintenance import MAINTENANCE, MAINTENANCE_KINDS, NOTIFICATION_KINDS
from orchestration.readers.entities.materials import MATERIALS, MOVEMENT_KINDS
from orchestration.readers.entities.money import COST_COMPONENTS, MONEY
from orchestration.readers.entities.production import CONFIRMATION_KINDS, PRODUCTION
from orchestration.readers.entities.quality import QUALITY
from orchestration.readers.entities.sales import SALES

PARTS: dict[str, tuple[Entity, ...]] = {
    "Material": MATERIALS,
    "Production": PRODUCTION,
    "Quality": QUALITY,
    "Maintenance": MAINTENANCE,
    "Money": MONEY,
    "Sales": SALES,
}

ENTITIES: dict[str, Entity] = {entity.name: entity for part in PARTS.values() for entity in part}

REFERRING = (
    "work_centre", "order_id", "product", "operation", "maintenance_order", "assembly", "component", "unit",
    "product_group", "reported_reason", "name",
)  # fmt: skip
"""Fields that may hold an internal key of their source, as `ref(kind)key`; `name` of the entity identifiers alone."""

__all__ = [
    "CONFIRMATION_KINDS",
    "COST_COMPONENTS",
    "ENTITIES",
    "MAINTENANCE_KINDS",
    "MOVEMENT_KINDS",
    "NOTIFICATION_KINDS",
    "PARTS",
    "REFERRING",
    "Entity",
]
