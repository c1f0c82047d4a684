"""Sources of plant.yaml: their site, their reader, their reader's options, and from where they are pulled."""

from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from orchestration.plant.errors import Problems, choose
from orchestration.plant.files.yaml_document import KeyPath, YamlDocument, written
from orchestration.plant.outline import Outline
from orchestration.plant.pull import Pull
from orchestration.plant.pulls import PULLS, READERS_OF_PULLS
from orchestration.plant.table_pull import TablePull
from orchestration.plant.wording import findings


class ReaderUse(NamedTuple):
    """A reader's validated options, the lake's tables that its rows go to, whether its files may hold personal data,
    and the pull that they come by."""

    options: BaseModel
    produces: tuple[str, ...]
    is_personal: bool
    pull: Pull | None = None


def check_sources(document: YamlDocument, outline: Outline, problems: Problems) -> dict[str, ReaderUse]:
    """Judge each source's site, folder and reader; gives the use of the reader by source id, where it is right."""
    uses: dict[str, ReaderUse] = {}
    for path, raw in outline.sources:
        site = raw.get("site")
        if isinstance(site, str) and site not in outline.ids("site"):
            place = (*path, "site")
            message = f"there is no site {site!r}."
            problems.add(
                document.name, document.line(place), written(place), message, choose(site, outline.ids("site"))
            )
        files = raw.get("files")
        if isinstance(files, str) and (files.startswith(("/", "~")) or ".." in files.split("/") or "\\" in files):
            place = (*path, "files")
            message = f"{files!r} leaves the source's landing folder."
            remedy = "Write a pattern within it, as '*.csv' or 'press/*.gz'."
            problems.add(document.name, document.line(place), written(place), message, remedy)
        pull = _pull(document, path, raw, problems)
        use = _reader_use(document, path, raw, problems)
        if use is not None:
            if isinstance(pull, TablePull):
                _check_mapping(document, path, use, problems)
            uses[str(raw.get("id"))] = use._replace(pull=pull)
    return uses


def _pull(document: YamlDocument, path: KeyPath, raw: dict[str, Any], problems: Problems) -> Pull | None:
    found = raw.get("pull")
    if not isinstance(found, dict):
        return None  # that it is no group of keys is found by the type

    def error(place: KeyPath, message: str, remedy: str) -> None:
        problems.add(document.name, document.line(place), written(place), message, remedy)

    connector = found.get("connector")
    if connector not in PULLS:
        message = "is missing." if connector is None else f"there is no connector {connector!r}."
        error((*path, "pull", "connector"), message, choose(str(connector), PULLS))
        return None
    for key in ("files", "export_time"):
        if key in raw:
            error(
                (*path, key), "is given by the pull.", "Remove the key: all that is pulled is taken, the newest wins."
            )
    if raw.get("reader") not in READERS_OF_PULLS[connector]:
        message = f"{raw.get('reader')!r} cannot read what the connector {connector} pulls."
        error((*path, "reader"), message, choose(str(raw.get("reader")), READERS_OF_PULLS[connector]))
    kind = PULLS[connector]
    try:
        return kind.model_validate(found)
    except ValidationError as invalid:
        for mistake in findings(invalid, kind):
            error((*path, "pull", *mistake.path), mistake.message, f"{mistake.remedy} (Connector {connector}.)")
        return None


def _check_mapping(document: YamlDocument, path: KeyPath, use: ReaderUse, problems: Problems) -> None:
    from orchestration.plant.rules.table_pulls import mapping_faults  # loads readers, as _reader_use did
    from orchestration.readers.mapped_options import MappedOptions

    if not isinstance(use.options, MappedOptions):
        return  # that the reader is another one was found with the pull
    for fault in mapping_faults(use.options, use.produces[0]):
        place: KeyPath = (*path, "options", fault.option)
        problems.add(document.name, document.line(place), written(place), fault.message, fault.remedy)


def _reader_use(document: YamlDocument, path: KeyPath, raw: dict[str, Any], problems: Problems) -> ReaderUse | None:
    from orchestration.readers.personal_data import has_personal_data
    from orchestration.readers.registry import READERS  # loads all readers and Polars: only when a source is judged

    place: KeyPath = (*path, "reader")
    name = raw.get("reader")
    if not isinstance(name, str) or name not in READERS:
        if isinstance(name, str):  # a missing one is found by the type
            message = f"there is no reader {name!r}."
            problems.add(document.name, document.line(place), written(place), message, choose(name, READERS))
        return None
    reader = READERS[name]
    options = raw.get("options")
    try:
        validated = reader.options_type.model_validate({} if options is None else options)
    except ValidationError as invalid:
        for found in findings(invalid, reader.options_type):
            option: KeyPath = (*path, "options", *found.path)
            remedy = f"{found.remedy} (Reader {name}.)"
            problems.add(document.name, document.line(option), written(option), found.message, remedy)
        return None
    produces = reader.produces(validated)
    is_personal = has_personal_data(validated, produces, is_pulled=raw.get("pull") is not None)
    return ReaderUse(validated, produces, is_personal)
