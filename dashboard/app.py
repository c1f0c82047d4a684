"""The dashboard's entry point: routes to pages and gives them their visit. Run with ``streamlit run``.

Figures come from the published file alone. A newer version, or a failed publication, shows without a restart: a small
fragment looks at the pointer every few seconds and reruns the page when it has moved.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import streamlit as st

# ``streamlit run`` puts this file's folder on the path; the package is imported from the folder above it.
PARENT = str(Path(__file__).resolve().parent.parent)
if PARENT not in sys.path:
    sys.path.insert(0, PARENT)

from dashboard import filters, visit, workspace  # noqa: E402 - needs the path from above
from dashboard.charts import colours  # noqa: E402
from dashboard.period import CUSTOM, ProductionDay  # noqa: E402
from dashboard.publication import OPEN_VERSIONS, MismatchError, UnreadableError  # noqa: E402
from dashboard.queries import places, trust  # noqa: E402
from dashboard.views.parts import states  # noqa: E402

LOOK_EVERY_S = 10


@st.fragment(run_every=LOOK_EVERY_S)
def follow(folder: Path, seen: tuple[str, int]) -> None:
    """Reruns the whole page when there is a newer publication, or a newer failure, than the one ``seen``."""
    if workspace.fingerprint(folder) != seen:
        st.rerun(scope="app")


def begin_visit(connection: duckdb.DuckDBPyConnection, failure: workspace.FailedPublication | None) -> bool:
    """Draws the common filters and begins the visit; ``False`` when the chosen place has no production day yet."""
    publication = visit.Publication(**trust.publication(connection).row(0, named=True))
    with st.sidebar:
        place = filters.choose_place(connection)
        days = [ProductionDay(*row) for row in places.production_days(connection, place.level, place.id).iter_rows()]
        if not days:
            return False
        preset, period, before = filters.choose_period(days)
    theme = colours.for_theme(st.context.theme.type)
    now = datetime.now(UTC)
    visit.begin(visit.Visit(connection, publication, failure, place, preset, period, before, now, theme))
    return True


def exactly_these_days() -> dict[str, str]:
    """Query parameters of the days that are shown: "last production day" means another one tomorrow."""
    shown = visit.current()
    days = {"first": shown.period.first.isoformat(), "last": shown.period.last.isoformat()}
    return {**shown.place.link, "period": CUSTOM, **days}


def main() -> None:
    """One script run."""
    st.set_page_config(page_title="Millrace", page_icon=str(Path(__file__).parent / "icon.svg"), layout="wide")
    folder = workspace.published_folder()
    page = st.navigation(
        [
            st.Page("views/overview.py", title="Plant overview", icon=":material/factory:", default=True),
            st.Page("views/stops.py", title="Stops", icon=":material/pause_circle:"),
            st.Page("views/data_trust.py", title="Data trust", icon=":material/fact_check:"),
        ]
    )
    follow(folder, workspace.fingerprint(folder))
    failure = workspace.last_failure(folder)
    version = workspace.current_version(folder)
    if version is None:
        states.nothing_published(folder, failure)
        return
    try:
        with OPEN_VERSIONS.lease(version) as connection:
            if begin_visit(connection, failure):
                days = exactly_these_days()
                st.sidebar.page_link(
                    page, label="Keep these days in the link", icon=":material/link:", query_params=days
                )
                page.run()
            else:
                states.no_production_day()
    except MismatchError as error:
        states.mismatch(error)
    except UnreadableError as error:
        states.unreadable(str(error))
    except duckdb.Error as error:
        states.unreadable(f"{version.name} could not be read: {str(error).splitlines()[0]}")


main()
