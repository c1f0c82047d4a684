"""The dbt project as Dagster assets: which days it rebuilds, and how its process is started and ended."""
