"""Keeping the lake, as Dagster assets: what leaves it, in which order its rows lie, what is removed for good."""
