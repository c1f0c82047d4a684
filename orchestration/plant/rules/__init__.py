"""What must hold between the files of a workspace: one module a subject."""
