"""Reading a configuration file as text, or saying why it is none."""

from pathlib import Path

from orchestration.plant.errors import Problems

MOST_BYTES = 64 * 1024 * 1024  # a tag list of a large plant has a few MB; more is a data file put in the wrong place


def read_text(path: Path, problems: Problems) -> str | None:
    """The file's text (UTF-8, a byte order mark is dropped); None, and one error, where it cannot be had."""
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            problems.add(name, None, None, "is larger than 64 MB.", "Put data files under landing/, not here.")
            return None
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.add(name, None, None, f"cannot be read: {reason}.", "Make it a readable file.")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"has a byte 0x{raw[error.start]:02X} that is not UTF-8."
        problems.add(name, line, None, found, "Save the file as UTF-8 (in Excel: 'CSV UTF-8').")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.add(name, line, None, "has a NUL character: it is no text.", "Save the file as UTF-8 text.")
        return None
    return text
