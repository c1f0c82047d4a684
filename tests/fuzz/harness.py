"""One reader under the coverage-guided fuzzer; started by `python -m tests.fuzz`, in a process of its own."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["orchestration.readers"]):
    from tests.fuzz.seeds import TOKENS, check_input, seeds


def fuzz(reader: str, folder: Path, *arguments: str) -> None:
    """Fuzz until an argument of libFuzzer, or a finding, ends the process."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(reader)):
        (corpus / f"seed-{number:03}").write_bytes(seed)
    tokens = folder / "tokens.dict"
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"' for token in TOKENS)
    tokens.write_text("\n".join(lines) + "\n", encoding="ascii")
    known = (
        f"-dict={tokens}",
        f"-artifact_prefix={folder}/found-",
        "-timeout=20",
        "-report_slow_units=20",
        "-rss_limit_mb=3072",
        "-max_len=4096",
    )
    atheris.Setup([sys.argv[0], *known, *arguments, str(corpus)], lambda data: check_input(reader, data))
    atheris.Fuzz()


if __name__ == "__main__":
    fuzz(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
