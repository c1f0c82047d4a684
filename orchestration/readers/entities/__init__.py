"""The canonical tables of the IT side, after ISA-95: material, production, quality, maintenance, money, sales."""

from orchestration.readers.entities.entity import Entity
from orchestration.readers.entities.maintenance import MAINTENANCE, MAINTENANCE_KINDS, NOTIFICATION_KINDS
from orchestration.readers.entities.materials import MATERIALS, MOVEMENT_KINDS
from orchestration.readers.entities.money import COST_COMPONENTS, MONEY
from orchestration.readers.entities.production import CONFIRMATION_KINDS, PRODUCTION
from orchestration.readers.entities.quality import QUALITY
from orchestration.readers.entities.sales import SALES

ENTITIES: dict[str, Entity] = {
    entity.name: entity for part in (MATERIALS, PRODUCTION, QUALITY, MAINTENANCE, MONEY, SALES) for entity in part
}

__all__ = [
    "CONFIRMATION_KINDS",
    "COST_COMPONENTS",
    "ENTITIES",
    "MAINTENANCE_KINDS",
    "MOVEMENT_KINDS",
    "NOTIFICATION_KINDS",
    "Entity",
]
