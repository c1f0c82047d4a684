"""One Dagster asset a source: landing files become rows of the lake."""
