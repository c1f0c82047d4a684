"""A sealed file gives its original back to who has the key, and to nobody else, and only as it was."""

import hashlib
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.lake.sealed_files import ArchiveKeyError, SealedFileError, archive_key, is_sealed, seal, unseal

KEY = bytes(range(32))
CHUNK = 1 << 20
HEAD = 18 + 8 + 32


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_what_is_sealed_is_given_back_byte_by_byte(tmp_path, size):
    content = os.urandom(size)
    clear, sealed, again = tmp_path / "clear", tmp_path / "sealed", tmp_path / "again"
    clear.write_bytes(content)

    seal(clear, sealed, KEY)

    assert is_sealed(sealed)
    assert not is_sealed(clear)
    assert unseal(sealed, again, KEY) == hashlib.sha256(content).hexdigest()
    assert again.read_bytes() == content
    assert sealed.stat().st_size == HEAD + size + 16 * max(1, -(-size // CHUNK))
    assert sealed.stat().st_mtime_ns == clear.stat().st_mtime_ns
    assert again.stat().st_mode & 0o777 == 0o600


def test_the_name_is_not_in_it_and_no_two_are_alike(tmp_path):
    clear, first, second = tmp_path / "clear", tmp_path / "first", tmp_path / "second"
    clear.write_text("Anna Mustermann;8\n" * 1000)

    seal(clear, first, KEY)
    seal(clear, second, KEY)

    assert b"Anna" not in first.read_bytes()
    assert first.read_bytes() != second.read_bytes()


@pytest.fixture
def sealed(tmp_path):
    clear, sealed = tmp_path / "clear", tmp_path / "sealed"
    clear.write_bytes(b"x" * (2 * CHUNK + 10))
    seal(clear, sealed, KEY)
    return sealed


def test_another_key_is_refused_by_its_mark(sealed, tmp_path):
    with pytest.raises(ArchiveKeyError, match="was sealed with another key"):
        unseal(sealed, tmp_path / "again", bytes(32))
    assert not (tmp_path / "again").exists()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(0, HEAD + 2 * CHUNK + 10 + 3 * 16 - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_noticed(sealed, tmp_path, position, bit):
    changed = bytearray(sealed.read_bytes())
    changed[position] ^= 1 << bit
    other = tmp_path / "changed"
    other.write_bytes(changed)

    with pytest.raises((SealedFileError, ArchiveKeyError)):
        unseal(other, tmp_path / "again", KEY)
    assert not (tmp_path / "again").exists()
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize("kept", [0, 10, HEAD, HEAD + CHUNK + 16, HEAD + 2 * (CHUNK + 16), HEAD + 2 * CHUNK + 40])
def test_a_cut_file_is_noticed_also_where_it_is_cut_between_chunks(sealed, tmp_path, kept):
    cut = tmp_path / "cut"
    cut.write_bytes(sealed.read_bytes()[:kept])

    with pytest.raises(SealedFileError):
        unseal(cut, tmp_path / "again", KEY)


def test_chunks_that_changed_places_are_noticed(sealed, tmp_path):
    content, size = sealed.read_bytes(), CHUNK + 16
    first, second = content[HEAD : HEAD + size], content[HEAD + size : HEAD + 2 * size]
    swapped = tmp_path / "swapped"
    swapped.write_bytes(content[:HEAD] + second + first + content[HEAD + 2 * size :])

    with pytest.raises(SealedFileError, match="changed or cut"):
        unseal(swapped, tmp_path / "again", KEY)


@pytest.mark.parametrize(
    ("text", "said"), [("", "is not set"), ("secret", "is no key"), ("ab" * 31, "is no key"), ("zz" * 32, "is no key")]
)
def test_a_key_that_is_none_is_said_with_how_to_make_one(monkeypatch, text, said):
    monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", text)
    with pytest.raises(ArchiveKeyError, match=rf"{said}.*64 hexadecimal digits.*token_hex\(32\)"):
        archive_key()


def test_the_key_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("MILLRACE_ARCHIVE_KEY", KEY.hex())
    assert archive_key() == KEY
