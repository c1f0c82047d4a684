"""What Dagster shows and runs: ingest, transforms, publish, and what starts them. Assembled in `definitions.py`."""
