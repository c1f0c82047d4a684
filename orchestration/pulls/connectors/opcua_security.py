"""Signed and encrypted sessions with an OPC UA server: certificates and keys of files that the environment names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from asyncua import Client, ua
from asyncua.crypto import security_policies, uacrypto
from asyncua.crypto.uacrypto import CertProperties
from cryptography import x509

from orchestration.plant.pull import OpcuaPull
from orchestration.pulls.connectors import from_environment
from orchestration.pulls.failure import PullFailed

_MODES = {"sign": ua.MessageSecurityMode.Sign, "sign_and_encrypt": ua.MessageSecurityMode.SignAndEncrypt}


async def secure(client: Client, pull: OpcuaPull) -> None:
    """Set the security that plant.yaml asks for on a client that is not connected yet.

    Raises:
        PullFailed: a file is missing or no certificate or key, or the server does not offer this security.
    """
    if pull.security == "none" or pull.certificate_from is None or pull.private_key_from is None:
        return
    certificate, loaded = await _file(pull.certificate_from, uacrypto.load_certificate)
    client.application_uri = _application_uri(loaded) or client.application_uri
    private_key, _ = await _file(pull.private_key_from, uacrypto.load_private_key)
    theirs = None
    if pull.server_certificate_from is not None:
        theirs, _ = await _file(pull.server_certificate_from, uacrypto.load_certificate)
    policy, mode = getattr(security_policies, f"SecurityPolicy{pull.security}"), _MODES[pull.mode]
    endpoints = await client.connect_and_get_server_endpoints()
    offers = {(offer.SecurityPolicyUri, offer.SecurityMode) for offer in endpoints}
    if (policy.URI, mode) not in offers:
        listed = sorted(f"{uri.rsplit('#', 1)[-1]} ({offered.name.strip('_')})" for uri, offered in offers)
        raise PullFailed(
            f"The server {client.server_url.geturl()} offers no endpoint with the security {pull.security} and "
            f"the mode {pull.mode}. It offers: {', '.join(listed)}."
        )
    await client.set_security(policy, certificate, private_key, server_certificate=theirs, mode=mode)


async def _file(variable: str, load: Callable[..., Awaitable[Any]]) -> tuple[CertProperties, Any]:
    """The file that an environment variable names, as PEM or DER by what is in it, and what it was loaded as."""
    path = Path(from_environment(variable))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PullFailed(f"The file {path}, which {variable} names, cannot be read: {error.strerror}.") from error
    found = CertProperties(content, "pem" if b"-----BEGIN " in content else "der")
    try:
        return found, await load(content, extension=found.extension)
    except (ValueError, TypeError) as error:
        raise PullFailed(
            f"The file {path}, which {variable} names, is no certificate or key without a password, in PEM or DER."
        ) from error


def _application_uri(certificate: x509.Certificate) -> str | None:
    """The URI that a certificate is for: servers refuse a client that says it is another one."""
    with suppress(x509.ExtensionNotFound):
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return next(iter(names.get_values_for_type(x509.UniformResourceIdentifier)), None)
    return None
