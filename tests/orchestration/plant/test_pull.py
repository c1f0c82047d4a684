"""What may stand under `pull` in plant.yaml, and what is said of what may not."""

import pytest

from orchestration.plant import configuration_hash
from orchestration.plant.loading import PULLED_AT
from orchestration.plant.pull import IgnitionPull, OpcuaPull, SqlPull

IGNITION = "{connector: ignition, url_from: GATEWAY_URL}"
SQL = "{connector: sql, url_from: U, query: 'select tag, time, value from h where time >= {from} and time < {to}'}"


@pytest.fixture
def with_pull(right_files):
    """plant.yaml whose source hist is pulled."""

    def text(pull: str, reader: str = "historian.pulled_rows", more: str = "") -> str:
        source = f"    reader: {reader}\n{more}    pull: {pull}\n"
        return right_files["plant"].replace("    reader: historian.shdr\n    options: {device: Press01}\n", source)

    return text


def test_a_pull_has_defaults_and_its_kind(workspace, with_pull):
    source = workspace(plant=with_pull(IGNITION, "historian.pulled_ignition")).load().sources[0]
    assert source.pull == IgnitionPull(connector="ignition", url_from="GATEWAY_URL", window_s=3600, look_back_s=7200)
    assert source.export_time == PULLED_AT


def test_values_under_pull_are_what_their_keys_say(workspace, with_pull):
    pull = SQL.replace("{connector", "{first_day: 2025-01-01, window_s: 86400, pause_s: 0.5, connector")
    found = workspace(plant=with_pull(pull)).load().sources[0].pull
    assert isinstance(found, SqlPull)
    assert (found.first_day.isoformat(), found.window_s, found.pause_s) == ("2025-01-01", 86400, 0.5)


@pytest.mark.parametrize(
    "node", ["ns=2;s=a;b=c", "i=85", "nsu=http://a/b;i=7", "g=09087e75-8e5e-499b-954f-f2a9603db28a", "ns=1;b=M/RbKB=="]
)
def test_node_ids_are_written_as_opc_ua_writes_them(workspace, with_pull, node):
    pull = f"{{connector: opcua, url_from: U, nodes: {{speed: '{node}'}}}}"
    found = workspace(plant=with_pull(pull)).load().sources[0].pull
    assert isinstance(found, OpcuaPull)
    assert found.nodes == {"speed": node}


def test_from_where_files_come_does_not_change_the_figures(workspace, with_pull):
    before = configuration_hash(workspace(plant=with_pull(SQL)).load())
    after = configuration_hash(workspace(plant=with_pull(SQL.replace("{connector", "{every_s: 60, connector"))).load())
    assert before == after


@pytest.mark.parametrize(
    ("pull", "reader", "said"),
    [
        (
            "{url_from: U}",
            "historian.pulled_rows",
            "sources[0].pull.connector: is missing. It can be: erpnext, ignition, odoo, opcua, sql, table.",
        ),
        (
            "{connector: postgres, url_from: U}",
            "historian.pulled_rows",
            "sources[0].pull.connector: there is no connector 'postgres'. It can be: erpnext, ignition, odoo, opcua, "
            "sql, table.",
        ),
        (
            IGNITION,
            "historian.shdr",
            "sources[0].reader: 'historian.shdr' cannot read what the connector ignition pulls. "
            "It can be: historian.pulled_ignition.",
        ),
        (
            "{connector: ignition, url_from: 'postgresql://me:secret@host/db'}",
            "historian.pulled_ignition",
            "sources[0].pull.url_from: is no name of an environment variable. Write the variable's name, as "
            "MILLRACE_HISTORIAN_URL; the URL itself stands in the environment only. (Connector ignition.)",
        ),
        (
            "{connector: ignition, url_from: U, look_bak_s: 60}",
            "historian.pulled_ignition",
            "sources[0].pull.look_bak_s: there is no such key. Did you mean 'look_back_s'? It can be: chunk_rows, "
            "connector, db_schema, every_s, first_day, look_back_s, pause_s, timeout_s, url_from, "
            "window_s. (Connector ignition.)",
        ),
        (
            "{connector: ignition, url_from: U, window_s: 10}",
            "historian.pulled_ignition",
            "sources[0].pull.window_s: '10' is out of range. Write at least 60. (Connector ignition.)",
        ),
        (
            "{connector: sql, url_from: U, query: 'select tag, time, value from h where time >= {from}'}",
            "historian.pulled_rows",
            "sources[0].pull.query: has no {to}, so that each window would ask for everything. Write the condition as "
            "'where time >= {from} and time < {to}'. (Connector sql.)",
        ),
        (
            "{connector: opcua, url_from: U}",
            "historian.pulled_rows",
            "sources[0].pull.nodes: names no node. Write nodes, as 'press/speed: ns=2;s=Press.Speed', or folders. "
            "(Connector opcua.)",
        ),
        (
            "{connector: opcua, url_from: U, nodes: {speed: Press.Speed}}",
            "historian.pulled_rows",
            "sources[0].pull.nodes.speed: 'Press.Speed' is no node id. Write it as the server shows it, as "
            "'ns=2;s=Press.Speed', or 'nsu=http://plant/;s=Press.Speed'. (Connector opcua.)",
        ),
        (
            "{connector: opcua, url_from: U, nodes: {a: i=1}, security: Basic256Sha256, certificate_from: C}",
            "historian.pulled_rows",
            "sources[0].pull.private_key_from: is missing. The policy Basic256Sha256 needs a certificate and its key. "
            "(Connector opcua.)",
        ),
        (
            SQL.replace("{to}", "{to}; drop table h"),
            "historian.pulled_rows",
            "sources[0].pull.query: holds more than one statement. Write one select, without a semicolon. "
            "(Connector sql.)",
        ),
    ],
)
def test_mistakes_are_named_with_their_remedy(errors, with_pull, pull, reader, said):
    found = errors(plant=with_pull(pull, reader).replace("hist,P", "hist,P"))
    assert len(found) == 1
    assert found[0].endswith(said)


def test_the_secret_of_a_misplaced_url_is_not_repeated(errors, with_pull):
    pull = "{connector: sql, url_from: 'postgresql://me:secret@host/db', query: 'select 1'}"
    assert "secret" not in "".join(errors(plant=with_pull(pull)))


def test_files_and_export_time_are_given_by_the_pull(errors, with_pull):
    text = with_pull(SQL, more="    files: '*.csv'\n    export_time: {pattern: '(.*)', format: '%Y'}\n")
    assert [error.split(": ", 2)[1] for error in errors(plant=text)] == ["is given by the pull. Remove the key"] * 2
