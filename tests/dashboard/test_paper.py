from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics

from dashboard import paper, texts


def test_umlauts_and_signs_are_printed_as_they_are() -> None:
    text = "Störung an Presse Süd: Größe ß, \N{MINUS SIGN}2 Punkte · ≥ 700 €"
    assert paper.printable(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń, Wałbrzych",
        "Příliš žluťoučký kůň, Dvořák",
        "Árvíztűrő tükörfúrógép",
        "Şişli, İğne, Güneş",
        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
        "Съешь же ещё этих мягких булок; Ґрунт, їжак, Ђорђевић",
        "Đặng Thị Hồng, Tiếng Việt",
    ],
)
@pytest.mark.parametrize("look", [paper.BODY, paper.STRONG])
def test_names_in_latin_greek_and_cyrillic_letters_are_printed(text: str, look: ParagraphStyle) -> None:
    content = paper.written([paper.paragraph(text, look)], "Title", "foot", "en")
    assert text in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_a_sign_that_the_font_lacks_is_told_by_a_question_mark_or_in_plain() -> None:
    assert paper.printable("A\N{EM SPACE}東①") == "A ?1"


def test_both_fonts_have_the_same_letters() -> None:
    regular, bold = (set(font.face.charToGlyph) for font in paper.FONTS.values())
    assert regular == bold


def test_text_is_never_taken_as_markup() -> None:
    content = paper.written([paper.paragraph("<b>Ventil</b> & <font color='red'>")], "Title", "foot", "en")
    assert "<b>Ventil</b> & <font color='red'>" in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_each_page_has_its_number_and_each_table_its_head_again() -> None:
    texts.speak("de")
    try:
        rows = [(f"Zeile {number}", "x") for number in range(150)]
        content = paper.written([paper.table(("Name", "Wert"), rows)], "Titel", "Werk Süd · Version 1", "de")
    finally:
        texts.speak("en")
    reader = PdfReader(BytesIO(content))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == 4
    assert [f"Seite {number} von 4" in text for number, text in enumerate(pages, start=1)] == [True] * 4
    assert all("Name" in text and "Werk Süd · Version 1" in text for text in pages)
    assert reader.metadata is not None
    assert reader.metadata.title == "Titel"


def test_figures_stand_right_and_texts_left() -> None:
    content = paper.written(
        [paper.table(("Line", "Good"), [("L1", "5"), ("L2", "1,290")], {"Good"})], "T", "foot", "en"
    )
    ends: dict[str, float] = {}

    def note(text: str, matrix: list[float], place: list[float], _font: object, size: float) -> None:
        if word := text.strip():
            ends[word] = matrix[4] + place[4] + pdfmetrics.stringWidth(word, paper.REGULAR, size)

    PdfReader(BytesIO(content)).pages[0].extract_text(visitor_text=note)
    assert ends["5"] == pytest.approx(ends["1,290"], abs=0.1)
    assert ends["5"] == pytest.approx(paper.MARGIN + paper.WIDTH, abs=0.1)


def test_of_the_font_only_the_letters_that_are_used_are_embedded() -> None:
    content = paper.written([paper.paragraph("Ä")], "Title", "foot", "en")
    fonts = PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"]
    embedded = [font.get_object() for font in fonts.values() if "FiraSans" in font.get_object()["/BaseFont"]]
    assert embedded
    assert all("/FontFile2" in font["/FontDescriptor"] for font in embedded)
    assert len(content) < 20_000
