"""Quality words of exports in other languages than English: which language a column of them is, as options."""

from collections.abc import Iterable

_WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "German": {
        "good": ("Gut", "Gültig"),
        "uncertain": ("Unsicher", "Zweifelhaft"),
        "bad": ("Schlecht", "Ungültig", "Fehler"),
    },
    "French": {
        "good": ("Bon", "Bonne", "Valide"),
        "uncertain": ("Incertain", "Incertaine", "Douteux"),
        "bad": ("Mauvais", "Mauvaise", "Invalide", "Erreur"),
    },
    "Spanish": {
        "good": ("Bueno", "Buena", "Válido"),
        "uncertain": ("Incierto", "Incierta", "Dudoso"),
        "bad": ("Malo", "Mala", "Inválido", "Error"),
    },
    "Italian": {
        "good": ("Buono", "Buona", "Valido"),
        "uncertain": ("Incerto", "Incerta", "Dubbio"),
        "bad": ("Cattivo", "Cattiva", "Non valido", "Errore"),
    },
}


def quality_options(texts: Iterable[str]) -> dict[str, list[str]] | None:
    """The options good, uncertain and bad of the one language that has all of some words; None if none has.

    All words of the language are in them, also those that do not stand among the texts.
    """
    seen = {text.strip().lower() for text in texts}
    for words in _WORDS.values():
        if seen and seen <= {word.lower() for level in words.values() for word in level}:
            return {level: list(known) for level, known in words.items()}
    return None
