"""One published figure taken apart: from the ratio to the rows of the files that made it, every sum shown.

What belongs here: the questions, in SQL, and whether their answers add up. They read the published file alone. What
does not: how a figure is computed (`transforms`), how the answer looks on a screen (`commands`). The same questions
stand in docs/explain.md for those who ask them in a client of their own; a test keeps the two equal.
"""

from orchestration.explain.chain import FIGURES, Explanation, UnknownFigureError, explain

__all__ = ["FIGURES", "Explanation", "UnknownFigureError", "explain"]
