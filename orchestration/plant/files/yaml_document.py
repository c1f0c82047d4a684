"""A YAML file as plain Python values, with the line of each key.

Scalars outside of readers' options stay text, and their field's type decides: `0010` keeps its zeros, `22:00` is not
1320 as in YAML 1.1, `no` is a word. Within options, true/false and numbers are what YAML 1.2's core schema says.
"""

import re
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from orchestration.plant.errors import Problems
from orchestration.plant.files.text_file import read_text

KeyPath: TypeAlias = tuple[str | int, ...]
BEGIN = "Begin with 'millrace: 1' and 'enterprise:'; `millrace init` in an empty folder shows what it holds."
DEEPEST = 30
MOST_NODES = 200_000  # aliases can multiply a small file into billions of values
_TAGS = frozenset(
    f"tag:yaml.org,2002:{word}" for word in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "value")
)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


class YamlDocument:
    """The values of a YAML file (`data`) and where they stand."""

    def __init__(self, name: str, data: Any, lines: dict[KeyPath, int]) -> None:
        self.name = name
        self.data = data
        self._lines = lines

    def line(self, path: KeyPath) -> int:
        """The line of a key, or of the nearest place above it that the file has."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1


def read_yaml(path: Path, problems: Problems, begin: str = BEGIN) -> YamlDocument | None:
    """Read one YAML document; None, and errors, where it cannot be read. `begin` is what to write into an empty one."""
    text = read_text(path, problems)
    if text is None:
        return None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        problems.add(
            path.name, line, None, f"is not YAML here: {error.problem or error.context}.", _syntax_remedy(error)
        )
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.add(path.name, line, None, "has a control character.", "Delete the invisible character in this line.")
        return None
    except RecursionError:
        problems.add(path.name, None, None, "is nested too deeply to be read.", f"Keep to {DEEPEST} levels.")
        return None
    if root is None:
        problems.add(path.name, None, None, "is empty.", begin)
        return None
    return _Construction(path.name, problems).document(root, begin)


def _syntax_remedy(error: yaml.MarkedYAMLError) -> str:
    if error.problem and r"'\t'" in error.problem:
        return "Indent with spaces: YAML allows no tabs."
    return "Check indentation, colons and quotes in this line and the one above."


class _Construction:
    """Turns YAML's nodes into values and notes lines, duplicate keys, foreign tags and what multiplies."""

    def __init__(self, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems
        self.lines: dict[KeyPath, int] = {}
        self.nodes = 0
        self.merging = yaml.constructor.SafeConstructor()

    def document(self, root: yaml.Node, begin: str) -> YamlDocument | None:
        errors_before = len(self.problems.errors)
        self.lines[()] = root.start_mark.line + 1
        data = self.value(root, ())
        if not isinstance(data, dict) and len(self.problems.errors) == errors_before:
            self.error(root, (), "holds no keys.", begin)
        return YamlDocument(self.name, data, self.lines) if isinstance(data, dict) else None

    def error(self, node: yaml.Node, path: KeyPath, message: str, remedy: str) -> None:
        self.problems.add(self.name, node.start_mark.line + 1, written(path) or None, message, remedy)

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self.nodes += 1
        if len(path) > DEEPEST or self.nodes > MOST_NODES:
            if self.nodes <= MOST_NODES:
                self.error(node, path[:3], "is nested too deeply.", "Remove the anchor (&) that holds itself (*).")
            elif self.nodes == MOST_NODES + 1:
                self.error(node, path[:3], "has more than 200,000 values.", "Remove anchors (&, *) that multiply.")
            return None
        if node.tag not in _TAGS:
            self.error(node, path, f"has the tag {node.tag!r}.", "Write the plain value without a tag.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, path)
        return _scalar(node, typed=path[:1] == ("sources",) and path[2:3] == ("options",))

    def sequence(self, node: yaml.SequenceNode, path: KeyPath) -> list[Any]:
        values = []
        for index, item in enumerate(node.value):
            self.lines[(*path, index)] = item.start_mark.line + 1
            values.append(self.value(item, (*path, index)))
        return values

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        seen: dict[str, int] = {}
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.error(key, path, "has a key that is a list or a mapping.", "Write a word before the colon.")
            elif key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                message = f"is there twice, first in line {seen[key.value]}."
                self.error(key, (*path, key.value), message, "Keep one of the two.")
            else:
                seen[key.value] = line
        try:
            self.merging.flatten_mapping(node)  # `<<: *defaults`
        except yaml.constructor.ConstructorError as error:
            self.error(node, path, f"cannot be merged: {error.problem}.", "Merge mappings only (<<: *name).")
            return {}
        values: dict[str, Any] = {}
        for key, item in node.value:
            if isinstance(key, yaml.ScalarNode):
                self.lines[(*path, key.value)] = key.start_mark.line + 1
                values[key.value] = self.value(item, (*path, key.value))
        return values


def _scalar(node: yaml.Node, typed: bool) -> str | int | float | bool | None:
    text = str(node.value)
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    if not plain:
        return text
    if text in _NULLS:
        return None
    if not typed:
        return text
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def written(path: KeyPath) -> str:
    """A key's path as one writes it: `sites[0].time_zone`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
