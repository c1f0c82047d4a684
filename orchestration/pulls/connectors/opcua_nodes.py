"""Which nodes of an OPC UA server are read: those that plant.yaml names, and those with history below its folders."""

from __future__ import annotations

from collections.abc import Iterator

from asyncua import ua

from orchestration.plant.pull import OpcuaPull
from orchestration.pulls.connectors.opcua_client import OpcuaSession
from orchestration.pulls.failure import PullFailed

# Servers limit how many nodes one request may name; few less than this.
_NODES_AT_ONCE = 100
_CLASS = ua.AttributeIds.NodeClass
_NAMESPACES = ua.NodeId(ua.Int32(ua.ObjectIds.Server_NamespaceArray))


def find_nodes(session: OpcuaSession, pull: OpcuaPull) -> tuple[dict[str, ua.NodeId], dict[str, str]]:
    """Node by tag, and why by tag where the server does not have the node that plant.yaml names.

    A tag of a folder is its own name and those on the way to the variable, joined by `/`.

    Raises:
        PullFailed: the server has no such namespace or folder, or two nodes would be one tag.
    """
    listed = session.read([_NAMESPACES], ua.AttributeIds.Value)[0].Value
    namespaces: list[str] = listed.Value if listed is not None else []
    found, missing = _present(session, {tag: _node(text, namespaces) for tag, text in pull.nodes.items()})
    for folder, text in pull.folders.items():
        for tag, node in _below(session, folder, _node(text, namespaces)):
            if found.setdefault(tag, node) != node:
                raise PullFailed(
                    f"Two nodes would be the tag {tag}: {found[tag].to_string()} and {node.to_string()}. Give the "
                    "folders other tags, or write the variables under nodes, each with a tag of its own."
                )
    return found, missing


def refusal(node: ua.NodeId, status: ua.StatusCode) -> str:
    """Why a node cannot be read, in the server's words."""
    return f"the server says {status.name} of {node.to_string()} ({status.doc.rstrip('.')})"


def _present(session: OpcuaSession, nodes: dict[str, ua.NodeId]) -> tuple[dict[str, ua.NodeId], dict[str, str]]:
    """Nodes that the server has; there are servers that give an empty history of those that they do not have."""
    found: dict[str, ua.NodeId] = {}
    missing: dict[str, str] = {}
    for some in _batched(list(nodes.items())):
        for (tag, node), told in zip(some, session.read([node for _, node in some], _CLASS), strict=True):
            if told.StatusCode is not None and told.StatusCode.is_bad():
                missing[tag] = refusal(node, told.StatusCode)
            else:
                found[tag] = node
    return found, missing


def _node(text: str, namespaces: list[str]) -> ua.NodeId:
    node = ua.NodeId.from_string(text)
    if not isinstance(node, ua.ExpandedNodeId):
        return node
    if node.NamespaceUri not in namespaces:
        raise PullFailed(
            f"The server has no namespace {node.NamespaceUri}, which plant.yaml names. It has: {', '.join(namespaces)}."
        )
    return ua.NodeId(node.Identifier, ua.Int16(namespaces.index(node.NamespaceUri)), node.NodeIdType)


def _below(session: OpcuaSession, folder: str, top: ua.NodeId) -> Iterator[tuple[str, ua.NodeId]]:
    """Variables below a node whose history the account may read, level by level."""
    _, missing = _present(session, {folder: top})
    if missing:
        raise PullFailed(f"The folder {folder} cannot be read: {missing[folder]}. Correct it in plant.yaml.")
    seen, level = {top}, [(folder, top)]
    while level:
        below: list[tuple[str, ua.NodeId]] = []
        variables: list[tuple[str, ua.NodeId]] = []
        for some in _batched(level):
            for (path, _), children in zip(some, session.browse([node for _, node in some]), strict=True):
                for child in children:
                    node = ua.NodeId(child.NodeId.Identifier, child.NodeId.NamespaceIndex, child.NodeId.NodeIdType)
                    if node in seen:
                        continue
                    seen.add(node)
                    below.append((f"{path}/{child.BrowseName.Name}", node))
                    if child.NodeClass == ua.NodeClass.Variable:
                        variables.append(below[-1])
        for some in _batched(variables):
            access = session.read([node for _, node in some], ua.AttributeIds.UserAccessLevel)
            yield from (found for found, level in zip(some, access, strict=True) if _has_history(level))
        level = below


def _batched(nodes: list[tuple[str, ua.NodeId]]) -> Iterator[list[tuple[str, ua.NodeId]]]:
    return (nodes[first : first + _NODES_AT_ONCE] for first in range(0, len(nodes), _NODES_AT_ONCE))


def _has_history(access: ua.DataValue) -> bool:
    return access.Value is not None and bool(access.Value.Value & ua.AccessLevelType.HistoryRead)
