"""How a dbt model appears in Dagster: its group, kinds and owner, and the ingest assets it reads.

Not here: descriptions and metadata, which are dagster-dbt's own.
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject

from orchestration.plant import Plant

CONFIGURATION_KEY = dg.AssetKey(["configuration"])
OWNER = "team:millrace"

# Tables that every load writes to.
_ALL_SOURCES = frozenset({"ledger", "rejected_rows"})


def ingest_key(source_id: str) -> dg.AssetKey:
    """Return the key of the asset that loads a source."""
    return dg.AssetKey(["ingest", source_id])


class PlantTranslator(DagsterDbtTranslator):
    """Groups models by schema, replaces lake and configuration tables by what fills them, and gives incremental
    models the partitions by production day; the others are made anew in every run."""

    def __init__(self, plant: Plant | None, production_days: dg.PartitionsDefinition[str]) -> None:
        super().__init__()
        self._plant = plant
        self._production_days = production_days
        # dagster-dbt asks for a model's spec once for each path through the graph; answering anew each time takes
        # minutes for a project of this size.
        self._specs: dict[tuple[int, str], dg.AssetSpec] = {}

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """Return dagster-dbt's spec with our group, kinds, owner and upstream assets."""
        known = self._specs.get((id(manifest), unique_id))
        if known is None:
            known = self._specs[id(manifest), unique_id] = self._spec(manifest, unique_id, project)
        return known

    def _spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec: dg.AssetSpec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        if node["resource_type"] == "source":
            return spec
        upstream: dict[dg.AssetKey, dg.AssetDep] = {}
        for parent in node["depends_on"]["nodes"]:
            for key in self._upstream(manifest, parent, project):
                upstream.setdefault(key, dg.AssetDep(key))
        kinds = {"dbt", "duckdb", "view" if node["config"]["materialized"] == "view" else "table"}
        return spec.replace_attributes(
            # The table's own name, which is what the published contract and the checks call it.
            key=dg.AssetKey([node["schema"], node["alias"]]),
            deps=list(upstream.values()),
            group_name=node["schema"],
            kinds=kinds,
            owners=[OWNER],
            partitions_def=self._production_days if node["config"]["materialized"] == "incremental" else None,
        )

    def _upstream(self, manifest: Mapping[str, Any], parent: str, project: DbtProject | None) -> list[dg.AssetKey]:
        source = manifest["sources"].get(parent)
        if source is None:
            return [self.get_asset_spec(manifest, parent, project).key]
        if source["source_name"] != "lake":
            return [CONFIGURATION_KEY]
        sources = self._plant.sources if self._plant else ()
        return [
            ingest_key(entry.id)
            for entry in sources
            if source["name"] in _ALL_SOURCES or source["name"] in entry.produces
        ]
