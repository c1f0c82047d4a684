from io import BytesIO

from pypdf import PdfReader

from dashboard import paper, texts


def test_umlauts_and_signs_are_printed_as_they_are() -> None:
    text = "Störung an Presse Süd: Größe ß, \N{MINUS SIGN}2 Punkte · ≥ 700 €"
    assert paper.printable(text) == text


def test_a_letter_that_the_font_lacks_is_printed_without_its_accent() -> None:
    assert paper.printable("Dvořák\N{EM SPACE}Ząb 東") == "Dvorák Zab ?"


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


def test_the_font_is_embedded() -> None:
    content = paper.written([paper.paragraph("Ä")], "Title", "foot", "en")
    fonts = PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"]
    embedded = [font.get_object() for font in fonts.values() if "Vera" in font.get_object()["/BaseFont"]]
    assert embedded
    assert all("/FontFile2" in font["/FontDescriptor"] for font in embedded)
