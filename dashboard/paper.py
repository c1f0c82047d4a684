"""A4 paper: the fonts, the styles and the numbered pages of a report that is printed or filed.

The letters that a report uses are embedded, so that it looks the same wherever it is opened. The font, Fira Sans, has
all letters of the languages that are written in Latin, Greek or Cyrillic letters. Of another writing (Chinese,
Japanese, Korean, Arabic, Hebrew, …) each sign is shown as a question mark.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from dashboard.charts.colours import LIGHT
from dashboard.texts import say

REGULAR, BOLD = "FiraSans-Regular", "FiraSans-Bold"
MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
# What the library keeps free inside of its margins.
PADDING = 6
# Between columns: enough that a figure set right does not touch the text beside it.
GAP = 10
TEXT, PALE, RULE = HexColor(LIGHT.text), HexColor(LIGHT.outline), HexColor(LIGHT.before)

FONTS = {name: TTFont(name, str(files("fontpkg_fira_sans") / "files" / f"{name}.ttf")) for name in (REGULAR, BOLD)}
for font in FONTS.values():
    pdfmetrics.registerFont(font)


def style(
    size: float,
    *,
    bold: bool = False,
    pale: bool = False,
    right: bool = False,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """A paragraph of ``size`` points, with room ``before`` and ``after`` it; ``right`` as figures stand."""
    return ParagraphStyle(
        f"{size}{bold}{pale}{right}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.32,
        textColor=PALE if pale else TEXT,
        spaceBefore=before,
        spaceAfter=after,
        alignment=TA_RIGHT if right else TA_LEFT,
    )


TITLE = style(15, bold=True, after=3)
HEADING = style(10, bold=True, before=9, after=3)
BODY = style(8)
STRONG = style(8, bold=True)
FIGURE = style(8, right=True)
FIGURE_HEAD = style(8, bold=True, right=True)
LARGE = style(13, bold=True)
NOTE = style(7, pale=True, before=2, after=2)


def printable(text: str) -> str:
    """``text`` in letters that the font has."""
    known = FONTS[REGULAR].face.charToGlyph

    def letter(one: str) -> str:
        if ord(one) in known:
            return one
        if one.isspace():
            return " "
        plain = "".join(part for part in unicodedata.normalize("NFKD", one) if ord(part) in known)
        return plain or "?"

    return "".join(letter(one) for one in text)


def loses_letters(texts: Iterable[str]) -> bool:
    """Whether a letter of ``texts`` is shown as a question mark."""
    return any(printable(text).count("?") > text.count("?") for text in texts)


def paragraph(text: str, look: ParagraphStyle = BODY) -> Paragraph:
    """``text`` as it is: nothing in it is markup."""
    return Paragraph(escape(printable(text)), look)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], figures: Collection[str] = ()) -> Table:
    """Rows under the names of their columns, which come again on each page; columns as wide as their texts ask for.

    The columns named in ``figures`` are set right, so that one stands under another by its last digit.
    """
    longest = [max(min(max(len(word) for word in texts), 44), 7) for texts in zip(columns, *rows, strict=True)]
    widths = [WIDTH * length / sum(longest) for length in longest]
    heads = [FIGURE_HEAD if name in figures else STRONG for name in columns]
    looks = [FIGURE if name in figures else BODY for name in columns]
    cells = [list(map(paragraph, columns, heads)), *(list(map(paragraph, row, looks)) for row in rows)]
    look = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, TEXT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.25, RULE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return Table(cells, colWidths=widths, repeatRows=1, style=look)


class _Numbered(Canvas):
    """Writes the foot of each page when it is known how many there are."""

    def __init__(self, *arguments: Any, foot: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._foot = printable(foot)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - named by the library
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined] # the stubs do not know it

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 7)
            self.setFillColor(PALE)
            self.drawString(MARGIN, 9 * mm, self._foot)
            self.drawRightString(A4[0] - MARGIN, 9 * mm, printable(say("page-of", n=number, all=len(self._pages))))
            super().showPage()
        super().save()


def written(content: Sequence[Flowable], title: str, foot: str, language: str) -> bytes:
    """``content`` as a PDF on A4, with ``foot`` and the page's number at the bottom of each page."""
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN - PADDING,
        rightMargin=MARGIN - PADDING,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="Millrace",
        lang=language,
    )
    document.build(list(content), canvasmaker=partial(_Numbered, foot=foot))
    return target.getvalue()
