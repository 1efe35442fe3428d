"""A short run of the campaign of damaged messages and files; `make fuzz` is the long one."""

from pathlib import Path

import fuzz


def test_damaged_messages_raise_nothing_and_are_accounted_for() -> None:
    assert [each for each in fuzz.tries(fuzz.try_message, "message", 500, 2) if isinstance(each[1], Exception)] == []


def test_damaged_files_lose_nothing(tmp_path: Path) -> None:
    became = list(fuzz.tries(lambda name: fuzz.try_file(name, tmp_path), "file", 60, 2))
    assert [each for each in became if isinstance(each[1], Exception)] == []
    assert {name for _, counts in became for name in counts} == {"cables", "quarantined", "passed_over", "unknown"}
