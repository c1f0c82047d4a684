"""The shift report on paper: the same words and figures as its page, and the timeline of states as vectors."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import polars as pl
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from dashboard import paper
from dashboard.charts import state_timeline
from dashboard.charts.colours import LIGHT
from dashboard.charts.wording import letter
from dashboard.figures import moment, percent
from dashboard.texts import language, say
from dashboard.views.parts.handover import Handover, Section

ROW = 6.5 * mm
LABEL = 34 * mm
AXIS = 6 * mm
ROWS_A_DRAWING = 30
LETTER_WIDTH = 3 * mm
HOUR = timedelta(hours=1)
HOUR_SIZE = 6.5


class Timeline(Flowable):
    """The rows of ``queries.segments.timeline`` drawn one unit under another, with the hours below them."""

    def __init__(self, frame: pl.DataFrame) -> None:
        super().__init__()
        self.frame = frame
        self.names = frame["work_unit_name"].unique(maintain_order=True).to_list()
        begins: list[datetime] = frame["from_clock"].to_list()
        ends: list[datetime] = frame["to_clock"].to_list()
        self.first, self.last = min(begins), max(ends)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """How much room it takes, in points."""
        return paper.WIDTH, len(self.names) * ROW + AXIS

    def _place(self, clock: datetime) -> float:
        return LABEL + (paper.WIDTH - LABEL) * ((clock - self.first) / (self.last - self.first))

    def draw(self) -> None:
        """Draws on the canvas that the page has given."""
        pen = self.canv
        for number, name in enumerate(self.names):
            low = AXIS + (len(self.names) - 1 - number) * ROW
            pen.setFillColor(paper.TEXT)
            pen.setFont(paper.REGULAR, 7.5)
            pen.drawString(0, low + 1.8 * mm, paper.printable(name)[:24])
            for row in self.frame.filter(pl.col("work_unit_name") == name).iter_rows(named=True):
                self._segment(row["bucket"], self._place(row["from_clock"]), self._place(row["to_clock"]), low)
        self._hours()

    def _segment(self, bucket: str, start: float, end: float, low: float) -> None:
        pen = self.canv
        outlined = bucket in state_timeline.OUTLINED
        pen.setFillColor(HexColor(LIGHT.buckets[bucket]))
        pen.setStrokeColor(HexColor(LIGHT.outline if outlined else LIGHT.paper))
        pen.setLineWidth(0.4)
        pen.rect(start, low + 0.7 * mm, end - start, ROW - 1.4 * mm, fill=1)
        if letter(bucket) and end - start >= LETTER_WIDTH:
            pen.setFillColor(paper.TEXT if outlined else HexColor(LIGHT.paper))
            pen.setFont(paper.BOLD, 7)
            pen.drawCentredString((start + end) / 2, low + 2.1 * mm, letter(bucket))

    def _hours(self) -> None:
        pen = self.canv
        pen.setFillColor(paper.PALE)
        pen.setFont(paper.REGULAR, HOUR_SIZE)
        clock = self.first.replace(minute=0, second=0, microsecond=0)
        while clock <= self.last:
            if clock >= self.first:
                label = f"{clock:%H:%M}"
                # The last one ends with the drawing, not beyond the margin.
                half = pdfmetrics.stringWidth(label, paper.REGULAR, HOUR_SIZE) / 2
                pen.drawCentredString(min(self._place(clock), paper.WIDTH - half), 1.5 * mm, label)
            clock += HOUR


def section(told: Section) -> list[Flowable]:
    """A message with its table; its first rows stay with it on one page."""
    content: list[Flowable] = [paper.paragraph(told.message, paper.HEADING)]
    if told.rows:
        content.append(paper.table(told.columns, told.rows, told.figures))
    if told.note:
        content.append(paper.paragraph(told.note, paper.NOTE))
    return content if len(told.rows) > 12 else [KeepTogether(content)]


def ratios(handover: Handover) -> Table:
    """OEE with its factors and its target, side by side."""
    figures = handover.figures
    names = [say("oee-target"), *(say(f"kpi-{name}") for name in ("oee", "availability", "performance", "quality"))]
    target = say("shift-no-target") if figures["target"] is None else percent(figures["target"])
    values = [target, *(percent(figures[name]) for name in ("oee", "availability", "performance", "quality"))]
    # OEE first, then what it is held against.
    order = (1, 0, 2, 3, 4)
    cells = [
        [paper.paragraph(names[at], paper.NOTE) for at in order],
        [paper.paragraph(values[at], paper.LARGE) for at in order],
    ]
    look = TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 1), (-1, 1), 8)])
    return Table(cells, colWidths=[paper.WIDTH / len(order)] * len(order), style=look)


def states(frame: pl.DataFrame) -> list[Flowable]:
    """The timeline, at most ``ROWS_A_DRAWING`` units in one drawing, and its key."""
    if not frame.height:
        return [paper.paragraph(say("shift-no-state"), paper.HEADING)]
    names = frame["work_unit_name"].unique(maintain_order=True).to_list()
    drawings: list[Flowable] = [
        Timeline(frame.filter(pl.col("work_unit_name").is_in(names[start : start + ROWS_A_DRAWING])))
        for start in range(0, len(names), ROWS_A_DRAWING)
    ]
    key = state_timeline.legend(frame["bucket"].unique().to_list()).replace("**", "")
    heading = paper.paragraph(say("shift-states"), paper.HEADING)
    return [KeepTogether([heading, drawings[0]]), *drawings[1:], paper.paragraph(key, paper.NOTE)]


def words(handover: Handover) -> Iterator[str]:
    """All that the report says in the plant's own words."""
    yield from (handover.message, handover.place.name, handover.scope, *handover.basis)
    for told in (*handover.before, *handover.after):
        yield from (told.message, *(cell for row in told.rows for cell in row))
    if handover.timeline.height:
        yield from handover.timeline["work_unit_name"].unique()


def of(handover: Handover) -> bytes:
    """The report as a PDF in the language that is spoken."""
    publication, zone = handover.publication, handover.shift.time_zone
    foot = say(
        "shift-foot",
        place=handover.place.name,
        version=publication.version,
        published=moment(publication.published_at_utc, zone),
        zone=zone,
    )
    scope = [say("page-shift-report"), handover.place.name, handover.scope, say("scope-zone", zone=zone)]
    content: list[Flowable] = [
        paper.paragraph(handover.message, paper.TITLE),
        paper.paragraph(" · ".join(scope), paper.NOTE),
    ]
    if not handover.shift.is_complete:
        content.append(paper.paragraph(handover.unfinished, paper.STRONG))
    content += [Spacer(1, 4), ratios(handover)]
    content += [paper.paragraph(note, paper.NOTE) for note in handover.basis]
    for told in handover.before:
        content += section(told)
    content += states(handover.timeline)
    for told in handover.after:
        content += section(told)
    if paper.loses_letters(words(handover)):
        content.append(paper.paragraph(say("shift-letters"), paper.NOTE))
    return paper.written(content, handover.message, foot, language())
