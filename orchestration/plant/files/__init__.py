"""Reading YAML and CSV files so that each value keeps its line."""
