"""A file nobody knows yet: which format it is, what stands in it, and the configuration that would read it.

What belongs here: recognition over all readers, the whole file read once with bounded memory, guesses about its tags,
and the files that are proposed. What does not: parsing (`readers`), judging a configuration (`plant`), the lake.
"""

from orchestration.inspection.inspecting import FileMissingError, Inspection, inspect_file
from orchestration.inspection.proposal import ProposedFile, proposed_files

__all__ = ["FileMissingError", "Inspection", "ProposedFile", "inspect_file", "proposed_files"]
