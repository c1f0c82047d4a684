"""How an OPC UA server is entered, and that nothing but reading is asked of it."""

import sys
from pathlib import Path

import pytest
from asyncua import ua
from asyncua.crypto.cert_gen import setup_self_signed_certificate
from asyncua.crypto.permission_rules import User, UserRole
from asyncua.server.uaprocessor import UaProcessor
from cryptography.x509.oid import ExtendedKeyUsageOID

SECURE = (
    "{connector: opcua, url_from: PLANT_HISTORY_URL, nodes: {speed: 'ns=2;s=speed'}, security: Basic256Sha256, "
    "certificate_from: OUR_CERTIFICATE, private_key_from: OUR_KEY}"
)


class OneUser:
    """Lets in millrace with the password `p@ss`, and nobody else."""

    def get_user(self, iserver, username=None, password=None, certificate=None):
        return User(role=UserRole.User) if (username, password) == ("millrace", "p@ss") else None


async def make_certificate(folder: Path, name: str, usage) -> tuple[Path, Path]:
    certificate, key = folder / f"{name}.der", folder / f"{name}.pem"
    await setup_self_signed_certificate(key, certificate, f"urn:acme:{name}", "localhost", [usage], {})
    return certificate, key


@pytest.fixture(scope="module")
def certificates(tmp_path_factory) -> Path:
    """A folder with certificates and keys of a server, another one, and a client."""
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def guarded_server(start_server, certificates):
    """A server that only lets millrace in, over signed and encrypted channels."""

    async def guard(server) -> None:
        certificate, key = await make_certificate(certificates, "server", ExtendedKeyUsageOID.SERVER_AUTH)
        await server.load_certificate(certificate)
        await server.load_private_key(key)
        await make_certificate(certificates, "other", ExtendedKeyUsageOID.SERVER_AUTH)
        await make_certificate(certificates, "client", ExtendedKeyUsageOID.CLIENT_AUTH)
        server.set_security_policy([ua.SecurityPolicyType.Basic256Sha256_SignAndEncrypt])
        server.iserver.set_user_manager(OneUser())

    server = start_server(guard)
    server.add("speed")
    server.record("speed", 1, 1.0)
    return server


@pytest.fixture
def guarded(guarded_server, certificates, monkeypatch):
    """The same server, whose account and certificates the environment has."""
    monkeypatch.setenv("OUR_CERTIFICATE", str(certificates / "client.der"))
    monkeypatch.setenv("OUR_KEY", str(certificates / "client.pem"))
    enter(monkeypatch, guarded_server, "millrace:p%40ss")
    guarded_server.asked.clear()
    return guarded_server


def enter(monkeypatch, server, account: str) -> None:
    monkeypatch.setenv("PLANT_HISTORY_URL", server.url.replace("opc.tcp://", f"opc.tcp://{account}@"))


def test_a_signed_and_encrypted_session_of_a_user(guarded, pulled_plant, monkeypatch, certificates):
    plant = pulled_plant(SECURE.replace("OUR_KEY", "OUR_KEY, server_certificate_from: THEIRS"))
    monkeypatch.setenv("THEIRS", str(certificates / "server.der"))
    assert (plant.pull().failure, plant.ingest()["value_num"].to_list()) == (None, [1.0])


def test_the_certificate_that_the_server_shows_is_taken_where_none_is_named(guarded, pulled_plant):
    assert pulled_plant(SECURE).pull().failure is None


def test_another_server_than_the_one_whose_certificate_is_named_is_not_asked(
    guarded, pulled_plant, monkeypatch, certificates
):
    plant = pulled_plant(SECURE.replace("OUR_KEY", "OUR_KEY, server_certificate_from: THEIRS"))
    monkeypatch.setenv("THEIRS", str(certificates / "other.der"))
    assert guarded.url in plant.pull().failure
    assert guarded.asked == []


def test_a_wrong_password_is_said_and_not_shown(guarded, pulled_plant, monkeypatch):
    enter(monkeypatch, guarded, "millrace:secret")
    failure = pulled_plant(SECURE).pull().failure
    assert failure.startswith(f"The server {guarded.url} refused: BadUserAccessDenied, ")
    assert "secret" not in failure


def test_a_security_that_the_server_does_not_offer_is_said(guarded, pulled_plant):
    failure = pulled_plant(SECURE.replace("OUR_KEY", "OUR_KEY, mode: sign")).pull().failure
    assert failure == (
        f"The server {guarded.url} offers no endpoint with the security Basic256Sha256 and the mode sign. It offers: "
        "Basic256Sha256 (SignAndEncrypt)."
    )


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("OUR_KEY", "/nowhere/k.pem", "The file /nowhere/k.pem, which OUR_KEY names, cannot be read: No such file"),
        ("OUR_CERTIFICATE", None, "The environment variable OUR_CERTIFICATE, which plant.yaml names, is not set"),
        ("OUR_CERTIFICATE", __file__, f"The file {__file__}, which OUR_CERTIFICATE names, is no certificate or key"),
        ("PLANT_HISTORY_URL", "postgresql://me:secret@host/db", "PLANT_HISTORY_URL holds no URL of an OPC UA server."),
    ],
)
def test_what_the_environment_lacks_is_said(guarded, pulled_plant, monkeypatch, variable, value, said):
    monkeypatch.setenv(variable, value) if value else monkeypatch.delenv(variable)
    failure = pulled_plant(SECURE).pull().failure
    assert failure.startswith(said)
    assert "secret" not in failure


def test_a_pull_only_ever_asks_for_services_that_read(press, pulled_plant, monkeypatch):
    asked = set()
    process = UaProcessor._process_message

    async def told(self, typeid, *more):
        asked.add(ua.ObjectIdNames[typeid.Identifier].removesuffix("Request_Encoding_DefaultBinary"))
        return await process(self, typeid, *more)

    monkeypatch.setattr(UaProcessor, "_process_message", told)
    press.record("speed", 1, 1.0)
    folder = press.server.folder_of(f"{press.name}.line")
    press.server.add(f"{press.name}.below", parent=folder)
    plant = pulled_plant(press.pull("speed", "nothing", more=f", folders: {{l: 'ns=2;s={press.name}.line'}}"))
    plant.pull()

    assert asked == {"CreateSession", "ActivateSession", "Read", "Browse", "HistoryRead", "CloseSession"}


def test_the_extra_that_is_not_installed_is_named(press, pulled_plant, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("orchestration.pulls.connectors.opcua")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "asyncua", None)
    plant = pulled_plant(press.pull("speed"))
    assert plant.pull().failure == (
        "The connector opcua needs the package asyncua, which is not installed: install millrace[opcua]."
    )
