"""What ``server.py`` runs for each visit: routes to pages and gives them their visit.

Figures come from the published file alone. A newer version, a failed publication or another theme shows without a
restart: a small fragment looks every few seconds and reruns the page when something has changed.
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

from dashboard import filters, pages, visit, workspace  # noqa: E402 - needs the path from above
from dashboard.access import Reader  # noqa: E402
from dashboard.charts import colours  # noqa: E402
from dashboard.period import ProductionDay  # noqa: E402
from dashboard.publication import OPEN_VERSIONS, MismatchError, UnreadableError  # noqa: E402
from dashboard.queries import places, trust  # noqa: E402
from dashboard.texts import say  # noqa: E402
from dashboard.views.parts import gate, states  # noqa: E402

LOOK_EVERY_S = 10


@st.fragment(run_every=LOOK_EVERY_S)
def follow(folder: Path, seen: tuple[str, int, int], theme: str | None) -> None:
    """Reruns the whole page when there is a newer publication, or a newer failure, than the one ``seen``.

    Likewise when the rules of who may see what change, so that no open page outlives its reader's role; and when the
    page has turned dark or light since it was drawn in ``theme``: charts are drawn in its colours.
    """
    if workspace.fingerprint(folder) != seen or st.context.theme.type != theme:
        st.rerun(scope="app")


def begin_visit(
    connection: duckdb.DuckDBPyConnection, reader: Reader, page: str, failure: workspace.FailedPublication | None
) -> bool:
    """Draws the common filters and begins the visit; ``False`` when the chosen place has no production day yet."""
    publication = visit.Publication(**trust.publication(connection).row(0, named=True))
    chosen = filters.Filters(connection, sees_all_sites=reader.sites(page) is None)
    place = chosen.place()
    days = [ProductionDay(*row) for row in places.production_days(connection, place.level, place.id).iter_rows()]
    if not days:
        return False
    preset, period, before = chosen.period(days)
    shift, product = chosen.shift_and_product(place)
    visit.begin(
        visit.Visit(
            connection=connection,
            reader=reader,
            publication=publication,
            failure=failure,
            place=place,
            preset=preset,
            period=period,
            before=before,
            shift=shift,
            product=product,
            filters=chosen.link,
            now=datetime.now(UTC),
            colours=colours.for_theme(st.context.theme.type),
        )
    )
    return True


def main() -> None:
    """One script run."""
    st.set_page_config(page_title="Millrace", page_icon=str(Path(__file__).parent / "icon.svg"), layout="wide")
    folder = workspace.published_folder()
    # The language stands below the other filters, but is chosen before any word is said.
    above, below = st.sidebar.container(), st.sidebar.container()
    with below:
        filters.choose_language()
    reader = gate.admitted()
    if reader is None:
        return
    with below:
        gate.sign_out(reader)
    registered = pages.registered(reader)
    if not registered:
        st.title(say("page-denied-title"))
        return
    page = st.navigation(list(registered.values()))
    st.set_page_config(page_title=f"{page.title} · Millrace")
    name = next(name for name, known in registered.items() if known is page)
    filters.arrive(name)
    follow(folder, workspace.fingerprint(folder), st.context.theme.type)
    failure = workspace.last_failure(folder)
    version = workspace.current_version(folder)
    if version is None:
        states.nothing_published(folder, failure)
        return
    try:
        with OPEN_VERSIONS.lease(version, reader.sites(name)) as connection:
            with above:
                has_days = begin_visit(connection, reader, name, failure)
            if not has_days:
                states.no_production_day()
                return
            shown = visit.current().period
            with above:
                st.button(say("keep-days"), on_click=filters.keep_days, args=(shown,), icon=":material/link:")
            page.run()
    except MismatchError as error:
        states.mismatch(error)
    except UnreadableError as error:
        states.unreadable(str(error))
    except duckdb.Error as error:
        states.unreadable(say("unreadable-now", file=version.name, error=str(error).splitlines()[0]))


main()
