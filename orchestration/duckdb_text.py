"""Quoting for DuckDB statements that take no parameters (ATTACH, COMMENT, CREATE)."""


def identifier(name: str) -> str:
    """Quote a name of a schema, table or column."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a string value."""
    return "'" + text.replace("'", "''") + "'"
