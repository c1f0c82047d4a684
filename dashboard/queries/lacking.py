"""What rows lack that are added up: their texts name several things each, and most name the same."""


def named_once(column: str) -> str:
    """The SQL that names each thing once, by the alphabet, of all texts of ``column`` in a group; NULL without any.

    Equal texts are taken together before they are taken apart: a year of a plant has thousands of rows and few texts.
    """
    texts = f"list(distinct {column}) filter (where {column} is not null)"
    parts = f"flatten(list_transform({texts}, lambda text: string_split(text, '; ')))"
    return f"array_to_string(list_sort(list_distinct({parts})), '; ')"
