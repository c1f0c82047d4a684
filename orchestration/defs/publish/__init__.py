"""From the audited build database to an immutable published version, and the switch to it."""
