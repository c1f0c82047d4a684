from datetime import UTC, datetime
from pathlib import Path

import pytest
from published_fixture import make_published, write_failure

from dashboard import workspace


def test_without_a_setting_it_is_the_demo_plant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MILLRACE_WORKSPACE", raising=False)
    assert workspace.published_folder() == Path("data/demo/published")


def test_the_pointer_resolves_to_a_version(tmp_path: Path) -> None:
    assert workspace.current_version(tmp_path) is None
    version = make_published(tmp_path)
    assert workspace.current_version(tmp_path) == version.resolve()


def test_a_failure_has_its_time_reason_and_checks(tmp_path: Path) -> None:
    assert workspace.last_failure(tmp_path) is None
    write_failure(tmp_path, datetime(2026, 11, 20, 5, tzinfo=UTC))
    failure = workspace.last_failure(tmp_path)
    assert failure is not None
    assert failure.failed_at_utc == datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert failure.reason == "1 of 41 checks failed"
    assert failure.checks == (("calendar_time_closes", "press is 12 s short on 2026-11-19"),)


def test_a_failure_that_cannot_be_understood_is_told_and_not_swallowed(tmp_path: Path) -> None:
    (tmp_path / "last_failure.json").write_text("{")
    failure = workspace.last_failure(tmp_path)
    assert failure is not None
    assert "not understood" in failure.reason


def test_other_rules_of_who_may_see_what_change_the_fingerprint(tmp_path: Path) -> None:
    without = workspace.fingerprint(tmp_path / "published")
    (tmp_path / "access.yaml").write_text("roles: {}")
    assert workspace.fingerprint(tmp_path / "published") != without


def test_a_new_version_or_failure_changes_the_fingerprint(tmp_path: Path) -> None:
    make_published(tmp_path, version="a")
    first = workspace.fingerprint(tmp_path)
    make_published(tmp_path, version="b")
    second = workspace.fingerprint(tmp_path)
    write_failure(tmp_path, datetime(2026, 11, 20, 5, tzinfo=UTC))
    assert len({first, second, workspace.fingerprint(tmp_path)}) == 3
