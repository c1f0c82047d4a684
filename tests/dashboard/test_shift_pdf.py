from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import duckdb
import polars as pl
from pypdf import PdfReader

from dashboard import shift_pdf, texts
from dashboard.access import NOBODY_ASKED
from dashboard.charts.colours import LIGHT
from dashboard.period import Period
from dashboard.queries import shift, trust
from dashboard.views.parts import handover
from dashboard.views.parts.handover import Handover, Shift
from dashboard.visit import Place, Publication, Visit

LINE = Place("line", "n_l1", "North plant, Line 1", "north", "n_l1", "Europe/Berlin", "06:00")
SAW = Place("line", "s_l1", "South plant, Cutting", "south", "s_l1", "America/Chicago", "06:00")


def report(connection: duckdb.DuckDBPyConnection, place: Place, name: str) -> Handover:
    row = shift.listed(connection, place.level, place.id).filter(shift=name).row(0, named=True)
    day = row["production_date"]
    visit = Visit(
        connection=connection,
        reader=NOBODY_ASKED,
        publication=Publication(**trust.publication(connection).row(0, named=True)),
        failure=None,
        place=place,
        preset="last-day",
        period=Period(day, day),
        before=Period(day, day),
        shift=None,
        product=None,
        filters={},
        now=datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
        colours=LIGHT,
    )
    times = (row["start_local"], row["end_local"], row["time_zone"], row["is_complete"])
    return handover.gather(visit, Shift(day, name, *times))


def text_of(content: bytes) -> str:
    """The text of all pages, in one line: a cell may break its own."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_the_paper_says_place_shift_times_zone_and_version(connection: duckdb.DuckDBPyConnection) -> None:
    text = text_of(shift_pdf.of(report(connection, LINE, "early")))
    assert "North plant, Line 1, shift early: OEE 65.4 %, 14.6 points below target" in text
    assert "production day Thu 19 Nov 2026 · shift early · 06:00 to 14:00 · times in Europe/Berlin" in text
    assert "version 20261120T121000 · published Fri 20 Nov 13:10 (Europe/Berlin)" in text
    assert "Page 1 of 1" in text


def test_the_paper_says_every_word_and_figure_of_the_page(connection: duckdb.DuckDBPyConnection) -> None:
    told = report(connection, LINE, "early")
    text = text_of(shift_pdf.of(told))
    sections = [*told.before, *told.after]
    assert [part.message for part in sections if " ".join(part.message.split()) not in text] == []
    cells = {cell for part in sections for row in part.rows for cell in row}
    assert {cell for cell in cells if cell not in text} == set()
    assert "Line 1 made 430 good units; 13 were scrapped" in text
    assert "4 stops took 2.1 h and cost 1,230 EUR" in text
    assert "Press 12:20 1 h 00 min Hydraulic leak (Breakdown) 700 EUR" in text
    assert "The shift took 75 kWh for 15 EUR; 17 kWh of it while nothing was produced" in text


def test_what_is_left_open_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    rows = report(connection, LINE, "early").after[-1].rows
    assert ("Stop goes on", "Packer", "Blocked by next unit, since Fri 20 Nov 05:40 (20 min)") in rows
    assert ("Source is late", "north_erp", "newest data of Tue 17 Nov 13:30") in rows
    assert report(connection, SAW, "late").after[-1].rows[0][0] == "Stops without a known reason"


def test_what_is_not_measured_is_never_zero_on_paper(connection: duckdb.DuckDBPyConnection) -> None:
    text = text_of(shift_pdf.of(report(connection, SAW, "late")))
    assert "OEE is not measured" in text
    assert "missing: quality: no reject source" in text
    assert "Energy is not metered here" in text


def test_the_paper_speaks_german(connection: duckdb.DuckDBPyConnection) -> None:
    texts.speak("de")
    try:
        text = text_of(shift_pdf.of(report(connection, LINE, "early")))
    finally:
        texts.speak("en")
    assert "Verfügbarkeit" in text
    assert "4 Stillstände dauerten 2,1 h und kosteten 1.230 EUR" in text
    assert "Seite 1 von 1" in text


def test_the_paper_says_so_where_it_cannot_print_a_letter(connection: duckdb.DuckDBPyConnection) -> None:
    told = report(connection, LINE, "early")
    sentence = "?: a letter that this paper cannot print; the page has it."
    assert sentence not in text_of(shift_pdf.of(told))
    foreign = told.timeline.with_columns(pl.lit("冲压机 1").alias("work_unit_name"))
    assert sentence in text_of(shift_pdf.of(replace(told, timeline=foreign)))


def test_many_units_are_drawn_over_several_pages(connection: duckdb.DuckDBPyConnection) -> None:
    told = report(connection, LINE, "early")
    names = [f"Unit {number:02}" for number in range(70)]
    press = told.timeline.filter(work_unit="press")
    many = pl.concat([press.with_columns(pl.lit(name).alias("work_unit_name")) for name in names])
    content = shift_pdf.of(replace(told, timeline=many))
    text = text_of(content)
    assert len(PdfReader(BytesIO(content)).pages) == 4
    assert [name for name in names if name not in text] == []
