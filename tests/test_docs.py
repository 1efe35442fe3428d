"""What the documents say is so: codes, commands, and what no file may hold."""

import re
import subprocess

from dagster_project.cli import app
from dagster_project.settings import ROOT

CODE = re.compile(r'(?:Issue\(|_flag(?:_once)?\()\s*"([a-z_]+)"')


def test_every_issue_code_is_explained_and_no_other() -> None:
    raised = {
        code
        for file in (ROOT / "dagster_project").rglob("*.py")
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    }
    explained = re.findall(
        r"^\| `([a-z_]+)` \|", (ROOT / "docs" / "ISSUES.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(raised) == explained


def test_every_command_and_make_target_of_the_readme_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = {command.callback.__name__ for command in app.registered_commands}
    assert set(re.findall(r"cables (load|status|show|sql|\w+ing)\b", readme)) <= commands
    for target in set(re.findall(r"`?make ([a-z]+)\b", readme)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_no_file_names_a_package_index() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    hosts = ("pypi" + ".org", "pythonhosted" + ".org")
    for name in filter(None, listed):
        content = (ROOT / name).read_bytes()
        assert not any(host.encode() in content for host in hosts), name
