"""Sealed files: originals with personal data, encrypted so that only who has the key reads them.

A sealed file is a head (magic bytes, the key's mark, a salt) and chunks of 1 MiB, each encrypted by AES-256-GCM under a
key of the file's own (HKDF-SHA256 of the plant's key and the salt), so that a file of any size needs the memory of two
chunks. A chunk's nonce is its number and whether it is the last one, and the head is authenticated with each: a file
that was changed, cut, or put together from parts of others is refused (STREAM; Hoang, Reyhanitabar, Rogaway and Vizár
2015, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance").
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from orchestration.lake.durable import flush_to_disk

ARCHIVE_KEY_VARIABLE = "MILLRACE_ARCHIVE_KEY"
SEALED_SUFFIX = ".sealed"

_MAGIC = b"millrace sealed 1\n"
_MARK_BYTES, _SALT_BYTES, _TAG_BYTES, _KEY_BYTES = 8, 32, 16, 32
_HEAD_BYTES = len(_MAGIC) + _MARK_BYTES + _SALT_BYTES
_CHUNK_BYTES = 1 << 20
_MAKE_ONE = "python -c 'import secrets; print(secrets.token_hex(32))'"


class ArchiveKeyError(Exception):
    """The key that encrypts originals is missing, is none, or is not the one; the message says what to do."""


class SealedFileError(Exception):
    """A sealed file was changed or cut; the message says which."""


def archive_key() -> bytes:
    """The plant's key, from the environment.

    Raises:
        ArchiveKeyError: it is not set, or is not 64 hexadecimal digits.
    """
    text = os.environ.get(ARCHIVE_KEY_VARIABLE, "").strip()
    how = f"64 hexadecimal digits, as made by: {_MAKE_ONE}"
    if not text:
        raise ArchiveKeyError(f"{ARCHIVE_KEY_VARIABLE} is not set: set it to a secret of {how}")
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise ArchiveKeyError(f"{ARCHIVE_KEY_VARIABLE} is no key: it has to be {how}")
    return key


def sealed_name(path: Path) -> Path:
    """What a file is called once it is sealed."""
    return path.with_name(path.name + SEALED_SUFFIX)


def is_sealed(path: Path) -> bool:
    """Whether a file is sealed, whatever it is called."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def seal(clear: Path, sealed: Path, key: bytes) -> None:
    """Write `clear` encrypted to `sealed`, durably and at once, with the times of `clear`, which stays."""
    salt = os.urandom(_SALT_BYTES)
    head = _MAGIC + _mark(key) + salt
    cipher = _cipher(key, salt)
    found = clear.stat()
    sealed.parent.mkdir(parents=True, exist_ok=True)
    draft = sealed.with_name(f".{sealed.name}.tmp")
    with clear.open("rb") as source, draft.open("wb") as target:
        target.write(head)
        for number, chunk, is_last in _chunks(source, _CHUNK_BYTES):
            target.write(cipher.encrypt(_nonce(number, is_last=is_last), chunk, head))
        target.flush()
        os.fsync(target.fileno())
    os.utime(draft, ns=(found.st_atime_ns, found.st_mtime_ns))
    draft.replace(sealed)
    flush_to_disk(sealed.parent)


def unseal(sealed: Path, target: Path, key: bytes) -> str:
    """Write a sealed file's original to `target`, which appears whole or not at all; gives the original's SHA-256.

    Raises:
        ArchiveKeyError: it was sealed with another key.
        SealedFileError: it was changed or cut since.
    """
    digest = hashlib.sha256()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        only_ours = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(only_ours, "wb") as clear, sealed.open("rb") as source:
            for chunk in _opened(source, sealed, key):
                digest.update(chunk)
                clear.write(chunk)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest()


def _opened(source: BinaryIO, sealed: Path, key: bytes) -> Iterator[bytes]:
    head = source.read(_HEAD_BYTES)
    mark, salt = head[len(_MAGIC) : -_SALT_BYTES], head[-_SALT_BYTES:]
    if len(head) != _HEAD_BYTES or not head.startswith(_MAGIC):
        raise SealedFileError(f"{sealed} is no sealed file, or was cut. Take it from a backup of the archive.")
    if mark != _mark(key):
        raise ArchiveKeyError(
            f"{sealed} was sealed with another key (its mark is {mark.hex()}, that of {ARCHIVE_KEY_VARIABLE} is "
            f"{_mark(key).hex()}). Set {ARCHIVE_KEY_VARIABLE} to the key of that time."
        )
    cipher = _cipher(key, salt)
    for number, chunk, is_last in _chunks(source, _CHUNK_BYTES + _TAG_BYTES):
        try:
            yield cipher.decrypt(_nonce(number, is_last=is_last), chunk, head)
        except InvalidTag as error:
            raise SealedFileError(
                f"{sealed} was changed or cut after it was sealed. Take it from a backup of the archive."
            ) from error


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, content, whether it is the last) of each chunk; an empty file is one empty chunk."""
    number, chunk = 0, file.read(size)
    while following := file.read(size):
        yield number, chunk, False
        number, chunk = number + 1, following
    yield number, chunk, True


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt, b"millrace sealed file").derive(key))


def _mark(key: bytes) -> bytes:
    """By what a key is known without being told."""
    return HKDF(SHA256(), _MARK_BYTES, None, b"millrace mark of an archive key").derive(key)
