"""What each `millrace` command does; `orchestration.cli` has their names and options and imports these when called."""
